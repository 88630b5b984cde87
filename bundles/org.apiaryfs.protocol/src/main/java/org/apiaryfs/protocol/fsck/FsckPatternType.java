package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.model.StripePattern;

/** Kinds of stripe patterns in the records of file system checks (spec meta §12.1); not the numbers of stripe patterns. */
public enum FsckPatternType {
    INVALID(0),
    RAID0(1),
    BUDDY_MIRROR(2);

    private final int number;

    FsckPatternType(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The value with this number; INVALID if none has it. */
    public static FsckPatternType of(int number) {
        for (FsckPatternType value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return INVALID;
    }

    /** The kind of a stripe pattern. */
    public static FsckPatternType of(StripePattern pattern) {
        return switch (pattern.typeNumber()) {
            case StripePattern.RAID0 -> RAID0;
            case StripePattern.BUDDY_MIRROR -> BUDDY_MIRROR;
            default -> INVALID;
        };
    }
}
