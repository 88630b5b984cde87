package org.apiaryfs.daemons.ctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.TargetSet;
import org.apiaryfs.admin.WalkVisitor;
import org.apiaryfs.admin.WalkedEntry;
import org.apiaryfs.daemons.output.ProgressBar;
import org.apiaryfs.daemons.output.StandardOutput;
import org.apiaryfs.protocol.model.StatData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds files by where they are. */
@Command(name = "find", description = "Finds files that are on a target, a storage server or a pool.", mixinStandardHelpOptions = true)
final class FindCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Mixin private TargetOptions targets;
    @Parameters(paramLabel = "PATH", description = "In a mount, or from the root of the cluster's file system.") private String path;
    @Option(names = "--unmounted", description = "The path is one from the root of the cluster's file system.") private boolean unmounted;
    @Option(names = "--with-data", description = "Only files that have data there.") private boolean withData;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            TargetSet on = targets.in(snapshot);
            List<Map<String, Object>> found = new ArrayList<>();
            AtomicLong failures = new AtomicLong();
            AtomicReference<IOException> unwritten = new AtomicReference<>();
            try (ProgressBar progress = ProgressBar.ofTerminal()) {
                Cluster.get(connection.entries().walk(EntryPath.resolve(path, unmounted), new WalkVisitor() {
                    private long seen;

                    @Override
                    public void found(WalkedEntry entry) {
                        progress.show(++seen, 0, seen + " entries looked at");
                        if (withData ? on.holdsDataOf(entry) : on.holds(entry)) {
                            if (cluster.forPeople()) {
                                progress.close();
                                print(entry.details().path());
                            } else {
                                found.add(data(entry));
                            }
                        }
                    }

                    private void print(String path) {
                        try {
                            StandardOutput.print(path + "\n");
                        } catch (IOException e) {
                            unwritten.set(e);
                            Thread.currentThread().interrupt(); // nobody gets the rest either
                        }
                    }

                    @Override
                    public void failed(String where, Problem problem) {
                        progress.close();
                        failures.incrementAndGet();
                        System.err.println("apiary ctl: " + where + ": " + problem.sentence());
                    }
                }));
            } catch (ExecutionException e) {
                if (unwritten.get() != null) {
                    throw unwritten.get();
                }
                throw e;
            }
            return new Cluster.Answer("", found, failures.get() == 0 ? Cluster.OK : Cluster.INCOMPLETE);
        });
    }

    private static Map<String, Object> data(WalkedEntry entry) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("path", entry.details().path());
        data.put("entryId", entry.details().entryId());
        data.put("sizeBytes", entry.stat().map(StatData::size).orElse(null));
        data.put("metaNode", entry.details().owner());
        data.put("pattern", EntryInfoCommand.pattern(entry.details().pattern()));
        return data;
    }
}
