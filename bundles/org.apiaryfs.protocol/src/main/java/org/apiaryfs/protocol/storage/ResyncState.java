package org.apiaryfs.protocol.storage;

/** How far a resynchronisation is (spec storage §1.2); an i32 on the wire. */
public enum ResyncState {
    NOT_STARTED(0),
    RUNNING(1),
    SUCCESS(2),
    /** Stopped by an administrator. */
    INTERRUPTED(3),
    /** Could not begin. */
    FAILURE(4),
    /** Ended, but not everything was copied. */
    ERRORS(5);

    private final int number;

    ResyncState(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The state with this number; FAILURE if none has it. */
    public static ResyncState of(int number) {
        for (ResyncState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        return FAILURE;
    }
}
