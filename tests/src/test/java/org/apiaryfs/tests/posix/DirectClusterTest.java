package org.apiaryfs.tests.posix;

import java.util.EnumSet;
import java.util.Set;
import org.apiaryfs.fuse.testing.Feature;

/** The suite on the back end that speaks the kernel's own protocol. */
class DirectClusterTest extends ClusterSuite {
    @Override
    String[] options() {
        return new String[] {"backend=direct", "tuneUseGlobalFileLocks=true"};
    }

    @Override
    Set<Feature> lacking() {
        // The protocol has no exchange, no preallocation, no map of holes, and counts whole seconds.
        return EnumSet.of(Feature.RENAME_EXCHANGE, Feature.SEEK_HOLE, Feature.PUNCH_HOLE, Feature.FALLOCATE, Feature.FINE_TIMES);
    }
}
