package org.apiaryfs.client;

import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;

/**
 * A name's inode: where it is, and its attributes when it was asked for. Immutable.
 *
 * @param entry identity and owner
 * @param stat attributes; times in seconds
 */
public record Inode(EntryInfo entry, StatData stat) {
    private static final int TYPE_BITS = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;

    public boolean directory() {
        return (stat.mode() & TYPE_BITS) == DIRECTORY;
    }

    public boolean symlink() {
        return (stat.mode() & TYPE_BITS) == SYMLINK;
    }
}
