package org.apiaryfs.protocol.model;

import java.util.Optional;

/** Kinds of directory entries (spec framing §5.4): u8 on the wire, u32 within {@link EntryInfo}. */
public enum EntryType {
    /** Unreadable. */
    INVALID(0),
    /** Directory. */
    DIRECTORY(1),
    /** Regular file. */
    REGULAR(2),
    /** Symbolic link. */
    SYMLINK(3),
    /** Block device. */
    BLOCK_DEVICE(4),
    /** Character device. */
    CHAR_DEVICE(5),
    /** Named pipe. */
    FIFO(6),
    /** Socket. */
    SOCKET(7);

    private final int number;

    EntryType(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The value with this number, empty if none has it. */
    public static Optional<EntryType> of(int number) {
        for (EntryType value : values()) {
            if (value.number == number) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** True for everything but directories and unreadable entries. */
    public boolean file() {
        return number >= REGULAR.number;
    }

    /** The type that the type bits of a POSIX mode name; INVALID if none. */
    public static EntryType ofMode(int mode) {
        return switch (mode & 0170000) {
            case 0040000 -> DIRECTORY;
            case 0100000 -> REGULAR;
            case 0120000 -> SYMLINK;
            case 0060000 -> BLOCK_DEVICE;
            case 0020000 -> CHAR_DEVICE;
            case 0010000 -> FIFO;
            case 0140000 -> SOCKET;
            default -> INVALID;
        };
    }
}
