package org.apiaryfs.protocol.fsck;

import java.util.Optional;

/** What was modified while a check runs (spec meta §12.4). */
public enum FsckEventType {
    FILE_CREATED(0),
    FILE_REMOVED(1),
    FILE_MOVED(2),
    DIR_CREATED(3),
    DIR_REMOVED(4),
    DIR_MOVED(5);

    private final int number;

    FsckEventType(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The value with this number, empty if none has it. */
    public static Optional<FsckEventType> of(int number) {
        for (FsckEventType value : values()) {
            if (value.number == number) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
