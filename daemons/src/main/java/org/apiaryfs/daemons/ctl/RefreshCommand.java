package org.apiaryfs.daemons.ctl;

import java.util.concurrent.Callable;
import org.apiaryfs.daemons.output.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings what a metadata server knows of an entry up to date. */
@Command(name = "refresh", description = "Has the metadata server ask the storage servers for a file's size and times, or count a directory's entries anew.",
        mixinStandardHelpOptions = true)
final class RefreshCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Parameters(paramLabel = "PATH", description = "In a mount, or from the root of the cluster's file system.") private String path;
    @Option(names = "--unmounted", description = "The path is one from the root of the cluster's file system.") private boolean unmounted;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            String entry = Cluster.get(connection.entries().refresh(EntryPath.resolve(path, unmounted))).entryId();
            return new Cluster.Answer(path + " is up to date.\n", Fields.of("path", path, "entryId", entry));
        });
    }
}
