package org.apiaryfs.daemons.output;

import org.apiaryfs.protocol.model.EntryType;

/** Words for kinds of entries; BeeGFS's. Stateless. */
public final class EntryWords {
    private EntryWords() {}

    public static String of(EntryType type) {
        return switch (type) {
            case DIRECTORY -> "directory";
            case REGULAR -> "file";
            case SYMLINK -> "symlink";
            case BLOCK_DEVICE -> "block device node";
            case CHAR_DEVICE -> "character device node";
            case FIFO -> "pipe";
            case SOCKET -> "unix domain socket";
            case INVALID -> "unknown";
        };
    }
}
