package org.apiaryfs.tests.posix;

import java.util.EnumSet;
import java.util.Set;
import org.apiaryfs.fuse.testing.Feature;
import org.junit.jupiter.api.Tag;

/** The suite on the jnr-fuse back end, which is by path and so can do less. */
@Tag("posix")
class JnrClusterTest extends ClusterSuite {
    @Override
    String[] options() {
        return new String[] {"backend=jnr", "tuneUseGlobalFileLocks=true"};
    }

    @Override
    Set<Feature> lacking() {
        return EnumSet.of(Feature.RENAME_NOREPLACE, Feature.SEPARATE_TIMES, Feature.RENAME_EXCHANGE, Feature.SEEK_HOLE, Feature.PUNCH_HOLE, Feature.FALLOCATE, Feature.FINE_TIMES, Feature.REAL_UNLINK,
                Feature.COHERENT_LINKS, Feature.BIRTH_TIME, Feature.INTERRUPT, Feature.BYTE_NAMES);
    }

    @Override
    public int largeDirectorySize() {
        return 1_000; // without kernel caching each entry is asked for again; the full size is tested on the other back end
    }
}
