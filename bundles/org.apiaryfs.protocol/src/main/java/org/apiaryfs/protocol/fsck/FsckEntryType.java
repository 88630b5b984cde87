package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.model.EntryType;

/** Kinds of entries in the records of file system checks (spec meta §12.1); not the numbers of directory entries. */
public enum FsckEntryType {
    INVALID(0),
    DIRECTORY(1),
    REGULAR(2),
    SYMLINK(3),
    /** Devices, pipes, sockets. */
    SPECIAL(4);

    private final int number;

    FsckEntryType(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The value with this number; INVALID if none has it. */
    public static FsckEntryType of(int number) {
        for (FsckEntryType value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return INVALID;
    }

    /** The kind of a directory entry. */
    public static FsckEntryType of(EntryType type) {
        return switch (type) {
            case INVALID -> INVALID;
            case DIRECTORY -> DIRECTORY;
            case REGULAR -> REGULAR;
            case SYMLINK -> SYMLINK;
            case BLOCK_DEVICE, CHAR_DEVICE, FIFO, SOCKET -> SPECIAL;
        };
    }
}
