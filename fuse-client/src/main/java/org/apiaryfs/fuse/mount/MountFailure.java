package org.apiaryfs.fuse.mount;

/** Something that the user is told in one sentence. Immutable. */
final class MountFailure extends Exception {
    private static final long serialVersionUID = 1;
    /** Wrong call. Exit codes are those of mount(8). */
    static final int USAGE = 1;
    /** The machine doesn't play along. */
    static final int SYSTEM = 2;
    /** The mount failed. */
    static final int MOUNT = 32;

    private final int exitCode;

    MountFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
