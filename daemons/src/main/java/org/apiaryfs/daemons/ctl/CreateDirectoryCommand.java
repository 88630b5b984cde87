package org.apiaryfs.daemons.ctl;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.NewDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a directory on certain metadata servers. */
@Command(name = "create-dir", description = "Makes a directory on a metadata server of your choice.", mixinStandardHelpOptions = true)
final class CreateDirectoryCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Mixin private OwnerOptions owner;
    @Parameters(paramLabel = "PATH", description = "In a mount, or from the root of the cluster's file system.") private String path;
    @Option(names = "--unmounted", description = "The path is one from the root of the cluster's file system.") private boolean unmounted;
    @Option(names = "--nodes", paramLabel = "ID", split = ",", description = "Metadata servers to choose from (default: all).") private List<Integer> nodes = List.of();
    @Option(names = "--no-mirror", description = "Don't mirror it although its parent is.") private boolean unmirrored;
    @Option(names = "--mode", defaultValue = "0755", paramLabel = "OCTAL", description = "Permissions (default: ${DEFAULT-VALUE}).") private String mode;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            String at = EntryPath.resolve(path, unmounted);
            Cluster.get(connection.entries().createDirectory(at, new NewDirectory(owner.uid(), owner.gid(), OwnerOptions.mode(mode), nodes, unmirrored)));
            return new Cluster.Answer(at + " made.\n", Map.of("path", at));
        });
    }
}
