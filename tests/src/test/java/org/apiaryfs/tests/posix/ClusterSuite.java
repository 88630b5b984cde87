package org.apiaryfs.tests.posix;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.apiaryfs.fuse.testing.Feature;
import org.apiaryfs.fuse.testing.PosixSuite;
import org.apiaryfs.tests.support.MountableCluster;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The suite that every mounted file system must pass, on a cluster of real processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterSuite extends PosixSuite {
    private MountableCluster cluster;
    private Path mnt;

    /** Options of the mount. */
    abstract String[] options();

    /** What this mount can't do, since the protocol or the back end doesn't have it. */
    abstract Set<Feature> lacking();

    /** The cluster to mount; one of its own unless a subclass says otherwise. */
    MountableCluster cluster(Path dir) throws Exception {
        return new TestCluster(dir, 2).start();
    }

    @BeforeAll
    void mount(@TempDir Path dir) throws Exception {
        cluster = cluster(dir.resolve("cluster"));
        mnt = cluster.mount(options()).directory();
    }

    @AfterAll
    void unmount() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    protected Path directory() {
        return mnt;
    }

    @Override
    public Set<Feature> features() {
        Set<Feature> features = EnumSet.allOf(Feature.class);
        features.removeAll(lacking());
        return features;
    }
}
