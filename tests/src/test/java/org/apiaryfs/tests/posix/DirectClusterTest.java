package org.apiaryfs.tests.posix;

import java.util.EnumSet;
import java.util.Set;
import org.apiaryfs.fuse.testing.Feature;
import org.junit.jupiter.api.Tag;

/** The suite on the back end that speaks the kernel's own protocol. */
@Tag("posix")
class DirectClusterTest extends ClusterSuite {
    static final String[] OPTIONS = {"backend=direct", "tuneUseGlobalFileLocks=true"};
    /** The protocol has no exchange, no preallocation, no map of holes, and counts whole seconds. */
    static final Set<Feature> LACKING = Set.copyOf(EnumSet.of(Feature.RENAME_EXCHANGE, Feature.SEEK_HOLE, Feature.PUNCH_HOLE, Feature.FALLOCATE,
            Feature.FINE_TIMES));

    @Override
    String[] options() {
        return OPTIONS;
    }

    @Override
    Set<Feature> lacking() {
        return LACKING;
    }

    @Override
    public int largeDirectorySize() {
        return 4_000; // more, and without programs' time limits, in the tests of many files
    }
}
