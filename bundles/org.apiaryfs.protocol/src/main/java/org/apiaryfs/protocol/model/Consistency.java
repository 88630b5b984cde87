package org.apiaryfs.protocol.model;

import java.util.Optional;

/** State of the data of a target or node (spec framing §5.3). */
public enum Consistency {
    /** Up to date. */
    GOOD(0),
    /** To be brought up to date from its buddy. */
    NEEDS_RESYNC(1),
    /** Not usable before an administrator acts. */
    BAD(2);

    private final int number;

    Consistency(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The value with this number, empty if none has it. */
    public static Optional<Consistency> of(int number) {
        for (Consistency value : values()) {
            if (value.number == number) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
