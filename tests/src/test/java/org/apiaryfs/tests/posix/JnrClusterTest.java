package org.apiaryfs.tests.posix;

import java.util.EnumSet;
import java.util.Set;

/** The suite on the jnr-fuse back end, which is by path and so can do less. */
class JnrClusterTest extends ClusterSuite {
    @Override
    String[] options() {
        return new String[] {"backend=jnr"};
    }

    @Override
    Set<Feature> lacking() {
        return EnumSet.of(Feature.RENAME_EXCHANGE, Feature.SEEK_HOLE, Feature.PUNCH_HOLE, Feature.FALLOCATE, Feature.REAL_UNLINK,
                Feature.COHERENT_LINKS, Feature.BIRTH_TIME, Feature.FLOCK, Feature.POSIX_LOCKS);
    }
}
