package org.apiaryfs.protocol;

import java.util.Optional;

/**
 * The one table of file system errors: code on the wire, Linux errno, sentence (spec framing §5.2).
 *
 * <p>Code 30 means an unknown pool between servers but "too long" to the kernel client, so it must
 * not reach a client.
 */
public enum FsError {
    /** Success. */
    SUCCESS(0, 0, "Success"),
    /** Internal error; EREMOTEIO. */
    INTERNAL(1, Errno.EREMOTEIO, "Internal error"),
    /** Interrupted; EINTR. */
    INTERRUPTED(2, Errno.EINTR, "Interrupted"),
    /** Communication error; ECOMM. */
    COMMUNICATION(3, Errno.ECOMM, "Communication error"),
    /** Communication timed out; ETIMEDOUT. */
    COMM_TIMED_OUT(4, Errno.ETIMEDOUT, "Communication timed out"),
    /** Unknown node; EREMOTEIO. */
    UNKNOWN_NODE(5, Errno.EREMOTEIO, "Unknown node"),
    /** Node is not the owner of the entry; EREMOTEIO. */
    NOT_OWNER(6, Errno.EREMOTEIO, "Node is not the owner of the entry"),
    /** Entry exists already; EEXIST. */
    EXISTS(7, Errno.EEXIST, "Entry exists already"),
    /** Path does not exist; ENOENT. */
    PATH_NOT_EXISTS(8, Errno.ENOENT, "Path does not exist"),
    /** Entry is in use; EBUSY. */
    IN_USE(9, Errno.EBUSY, "Entry is in use"),
    /** Dynamic attributes of the entry are outdated; EREMOTEIO. */
    DYNAMIC_ATTRIBS_OUTDATED(10, Errno.EREMOTEIO, "Dynamic attributes of the entry are outdated"),
    /** Entry is not a directory; ENOTDIR. */
    NOT_A_DIR(12, Errno.ENOTDIR, "Entry is not a directory"),
    /** Directory is not empty; ENOTEMPTY. */
    NOT_EMPTY(13, Errno.ENOTEMPTY, "Directory is not empty"),
    /** No space left; ENOSPC. */
    NO_SPACE(14, Errno.ENOSPC, "No space left"),
    /** Unknown storage target; EREMOTEIO. */
    UNKNOWN_TARGET(15, Errno.EREMOTEIO, "Unknown storage target"),
    /** Operation would block; EWOULDBLOCK. */
    WOULD_BLOCK(16, Errno.EWOULDBLOCK, "Operation would block"),
    /** Inode is not inlined; EREMOTEIO. */
    INODE_NOT_INLINED(17, Errno.EREMOTEIO, "Inode is not inlined"),
    /** Saving to the underlying file system failed; EREMOTEIO. */
    SAVE_ERROR(18, Errno.EREMOTEIO, "Saving to the underlying file system failed"),
    /** Too big for the underlying file system; EFBIG. */
    TOO_BIG(19, Errno.EFBIG, "Too big for the underlying file system"),
    /** Invalid argument; EINVAL. */
    INVAL(20, Errno.EINVAL, "Invalid argument"),
    /** Bad memory address; EFAULT. */
    ADDRESS_FAULT(21, Errno.EFAULT, "Bad memory address"),
    /** Try again; EAGAIN. */
    AGAIN(22, Errno.EAGAIN, "Try again"),
    /** A storage server was restarted; cached data may be lost; EREMOTEIO. */
    STORAGE_SERVER_CRASHED(23, Errno.EREMOTEIO, "A storage server was restarted; cached data may be lost"),
    /** Permission denied; EPERM. */
    PERM(24, Errno.EPERM, "Permission denied"),
    /** Quota exceeded; EDQUOT. */
    DQUOT(25, Errno.EDQUOT, "Quota exceeded"),
    /** Out of memory; ENOMEM. */
    OUT_OF_MEMORY(26, Errno.ENOMEM, "Out of memory"),
    /** Result does not fit the buffer; ERANGE. */
    RANGE(27, Errno.ERANGE, "Result does not fit the buffer"),
    /** No such extended attribute; ENODATA. */
    NO_DATA(28, Errno.ENODATA, "No such extended attribute"),
    /** Operation not supported; EOPNOTSUPP. */
    NOT_SUPPORTED(29, Errno.EOPNOTSUPP, "Operation not supported"),
    /** Unknown storage pool; EINVAL. */
    UNKNOWN_POOL(30, Errno.EINVAL, "Unknown storage pool");

    private static final FsError[] BY_CODE = new FsError[31];

    static {
        for (FsError error : values()) {
            BY_CODE[error.code] = error;
        }
    }

    private final int code;
    private final int errno;
    private final String text;

    FsError(int code, int errno, String text) {
        this.code = code;
        this.errno = errno;
        this.text = text;
    }

    /** Value on the wire, an i32. Data messages carry it negated. */
    public int code() {
        return code;
    }

    /** Linux errno that a user of the file system sees; 0 for success. */
    public int errno() {
        return errno;
    }

    /** The error as a phrase for people. */
    public String text() {
        return text;
    }

    public boolean ok() {
        return this == SUCCESS;
    }

    /** The error with this wire code, empty if 7.4 defines none. */
    public static Optional<FsError> of(int code) {
        return code < 0 || code >= BY_CODE.length ? Optional.empty() : Optional.ofNullable(BY_CODE[code]);
    }

    /** The error with this wire code; an unknown one counts as {@link #PERM}, as in the reference. */
    public static FsError ofCode(int code) {
        return of(code).orElse(PERM);
    }

    /**
     * What a server answers when a system call failed: the lowest code with that errno, else
     * {@link #INTERNAL} (spec framing §5.2).
     */
    public static FsError ofErrno(int errno) {
        for (FsError error : values()) {
            if (error.errno == errno && error != INTERNAL) {
                return error;
            }
        }
        return INTERNAL;
    }
}
