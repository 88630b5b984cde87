package org.apiaryfs.tests.posix;

import java.util.EnumSet;
import java.util.Set;
import org.apiaryfs.fuse.testing.Feature;

/** Makes of servers that a mount can meet, and what a mount can't do with them: the one table of such expectations. */
enum Server {
    APIARY(EnumSet.noneOf(Feature.class)),
    BEEGFS_7_4(EnumSet.of(Feature.MOVED_OPEN_FILES));

    private final Set<Feature> lacking;

    Server(Set<Feature> lacking) {
        this.lacking = lacking;
    }

    /** What no mount has with these servers, whatever the mount can do. */
    Set<Feature> lacking() {
        return lacking;
    }
}
