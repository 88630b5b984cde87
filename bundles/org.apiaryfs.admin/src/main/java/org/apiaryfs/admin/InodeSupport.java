package org.apiaryfs.admin;

/** Whether the file systems below the targets count chunk files by owner. */
public enum InodeSupport {
    /** All do. */
    ALL,
    /** Only some do, so that there may be more. */
    SOME,
    /** None does. */
    NONE;

    /** That of two sets of targets together. */
    InodeSupport and(InodeSupport other) {
        return this == other ? this : SOME;
    }

    /** By its number (spec storage §8.1). */
    static InodeSupport of(int number) {
        return switch (number) {
            case 1 -> ALL;
            case 3 -> NONE;
            default -> SOME;
        };
    }
}
