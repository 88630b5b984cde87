package org.apiaryfs.protocol.model;

import java.util.Optional;

/** Whether a target or node was heard of lately (spec framing §5.3). */
public enum Reachability {
    /** Reported in time. */
    ONLINE(0),
    /** Silent for half the offline timeout, or not heard of yet. */
    PROBABLY_OFFLINE(1),
    /** Silent for the offline timeout. */
    OFFLINE(2);

    private final int number;

    Reachability(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The value with this number, empty if none has it. */
    public static Optional<Reachability> of(int number) {
        for (Reachability value : values()) {
            if (value.number == number) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
