package org.apiaryfs.tests.posix;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.apiaryfs.fuse.testing.Feature;
import org.apiaryfs.tests.support.GivenCluster;
import org.apiaryfs.tests.support.MountableCluster;
import org.junit.jupiter.api.Tag;

/**
 * The suite on a cluster that runs already, with servers of whatever make. It belongs to no stage; this runs it:
 * <pre>
 * ./apiary test --cluster HOST:PORT [--auth-file FILE] [--server BEEGFS_7_4]
 * </pre>
 * The property {@code apiary.cluster.server} names a constant of {@link Server}; without it, the servers are Apiary's.
 */
@Tag("given")
class GivenClusterTest extends ClusterSuite {
    @Override
    MountableCluster cluster(Path dir) throws Exception {
        return new GivenCluster(dir);
    }

    @Override
    String[] options() {
        return DirectClusterTest.OPTIONS;
    }

    @Override
    Set<Feature> lacking() {
        Set<Feature> lacking = EnumSet.copyOf(DirectClusterTest.LACKING);
        lacking.addAll(Server.valueOf(System.getProperty("apiary.cluster.server", Server.APIARY.name())).lacking());
        return lacking;
    }

    @Override
    public int largeDirectorySize() {
        return 2_000; // the full size is the matter of our own servers
    }
}
