package org.apiaryfs.tests.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.PatternChange;

/** Makes directories whose files are striped as a test wants it. */
public final class StripedDirectory {
    private static final long LIMIT_SECONDS = 60;

    private StripedDirectory() {}

    /**
     * A new directory in the root of a mount.
     *
     * @param targets of each file
     * @param chunk bytes
     */
    public static Path create(TestCluster cluster, Mount mount, String name, int targets, int chunk) throws Exception {
        Path directory = Files.createDirectory(mount.directory().resolve(name));
        try (ClusterConnection connection = ClusterConnection.onDemand(cluster.address())) {
            connection.first().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            PatternChange change = new PatternChange(Optional.of(chunk), Optional.of(targets), Optional.empty(), Optional.empty());
            connection.entries().setPattern("/" + name, change, Optional.empty()).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        return directory;
    }
}
