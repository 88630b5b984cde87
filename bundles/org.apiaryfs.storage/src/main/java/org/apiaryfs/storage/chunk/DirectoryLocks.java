package org.apiaryfs.storage.chunk;

/**
 * Locks for making and removing directories of chunks. Directories that share their first two layers
 * share a lock, since removing one may remove what another is about to be made in. Immutable, thread-safe.
 */
final class DirectoryLocks {
    private static final int STRIPES = 256;

    private final Object[] stripes = new Object[STRIPES];

    DirectoryLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /** The lock to be synchronised on. */
    Object of(String directory) {
        int first = directory.indexOf('/');
        int second = first < 0 ? -1 : directory.indexOf('/', first + 1);
        String shared = second < 0 ? directory : directory.substring(0, second);
        return stripes[Math.floorMod(shared.hashCode(), STRIPES)];
    }
}
