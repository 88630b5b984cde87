package org.apiaryfs.daemons.ctl;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.MigrationListener;
import org.apiaryfs.admin.MigrationPlan;
import org.apiaryfs.daemons.output.ProgressBar;
import org.apiaryfs.daemons.output.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves files away from targets. */
@Command(name = "migrate", description = "Moves files away from a target, a storage server or a pool, by copying them.", mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Mixin private TargetOptions targets;
    @Parameters(paramLabel = "PATH", description = "In a mount.") private String path;
    @Option(names = "--to-pool", defaultValue = "1", paramLabel = "ID", description = "Storage pool to move to (default: ${DEFAULT-VALUE}).") private int pool;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            Path mount = EntryPath.mountOf(path).orElseThrow(() -> new CtlException(path + " is not in a mount of a cluster; files are copied there"));
            Count count = new Count();
            Cluster.get(connection.migrations().run(
                    new MigrationPlan(mount, EntryPath.resolve(path, false), targets.in(snapshot), pool, e -> true), count));
            count.progress.close();
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("moved", count.moved);
            data.put("movedBytes", count.bytes);
            data.put("left", count.left);
            data.put("failed", count.failed);
            return new Cluster.Answer(count.moved + " files with " + Units.bytes(count.bytes) + " moved, " + count.left + " left with several names or special, "
                    + count.failed + " failed.\n", data, count.failed == 0 ? Cluster.OK : Cluster.INCOMPLETE);
        });
    }

    /** Counts on the migration's thread; read when that has ended. */
    private static final class Count implements MigrationListener {
        private final ProgressBar progress = ProgressBar.ofTerminal();
        private long files;
        private long moved;
        private long bytes;
        private long left;
        private long failed;

        @Override
        public void found(long number, long size) {
            files = number;
        }

        @Override
        public void done(Path file, long size, Outcome outcome) {
            if (outcome == Outcome.MOVED) {
                moved++;
                bytes += size;
            } else {
                left++;
            }
            progress.show(moved + left + failed, files, moved + " of " + files + " files, " + Units.bytes(bytes));
        }

        @Override
        public void failed(String what, String why) {
            failed++;
            progress.close();
            System.err.println("apiary ctl: " + what + ": " + why);
        }
    }
}
