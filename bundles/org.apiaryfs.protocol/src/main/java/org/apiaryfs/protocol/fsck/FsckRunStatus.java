package org.apiaryfs.protocol.fsck;

/** How far the walk over a storage server is (spec storage §1.2). */
public enum FsckRunStatus {
    /** Also the answer when somebody else's walk is running. */
    NOT_STARTED(0),
    RUNNING(1),
    /** Everything was read and delivered. */
    FINISHED(2),
    READ_ERROR(3);

    private final int number;

    FsckRunStatus(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The value with this number; READ_ERROR if none has it. */
    public static FsckRunStatus of(int number) {
        for (FsckRunStatus value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return READ_ERROR;
    }
}
