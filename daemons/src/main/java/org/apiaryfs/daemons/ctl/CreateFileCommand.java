package org.apiaryfs.daemons.ctl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.NewFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a file with a pattern of its own. */
@Command(name = "create-file", description = "Makes an empty file with a stripe pattern of its own.", mixinStandardHelpOptions = true)
final class CreateFileCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Mixin private OwnerOptions owner;
    @Parameters(paramLabel = "PATH", description = "In a mount, or from the root of the cluster's file system.") private String path;
    @Option(names = "--unmounted", description = "The path is one from the root of the cluster's file system.") private boolean unmounted;
    @Option(names = "--targets", paramLabel = "ID", split = ",", description = "Storage targets in stripe order.") private List<Integer> targets = List.of();
    @Option(names = "--pool", paramLabel = "ID", description = "Storage pool (default: that of the directory).") private Integer pool;
    @Option(names = "--chunksize", paramLabel = "SIZE", description = "Power of 2, at least 64k (default: that of the directory).") private String chunkSize;
    @Option(names = "--numtargets", paramLabel = "N", description = "Number of targets (default: that of the directory).") private Integer number;
    @Option(names = "--mode", defaultValue = "0644", paramLabel = "OCTAL", description = "Permissions (default: ${DEFAULT-VALUE}).") private String mode;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            String at = EntryPath.resolve(path, unmounted);
            Cluster.get(connection.entries().createFile(at, new NewFile(owner.uid(), owner.gid(), OwnerOptions.mode(mode), Sizes.chunk(chunkSize), Optional.ofNullable(number),
                    Optional.ofNullable(pool), Optional.empty(), targets)));
            return new Cluster.Answer(at + " made.\n", Map.of("path", at));
        });
    }
}
