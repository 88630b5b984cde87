package org.apiaryfs.fuse;

import java.util.Optional;

/**
 * The error numbers that a file system may answer with, as Linux numbers them on x86-64 and arm64.
 *
 * <p>Threading: immutable.
 */
public enum Errno {
    EPERM(1), ENOENT(2), ESRCH(3), EINTR(4), EIO(5), ENXIO(6), E2BIG(7), EBADF(9), EAGAIN(11), ENOMEM(12),
    EACCES(13), EFAULT(14), EBUSY(16), EEXIST(17), EXDEV(18), ENODEV(19), ENOTDIR(20), EISDIR(21), EINVAL(22),
    ENFILE(23), EMFILE(24), ENOTTY(25), ETXTBSY(26), EFBIG(27), ENOSPC(28), ESPIPE(29), EROFS(30), EMLINK(31),
    EPIPE(32), EDOM(33), ERANGE(34), EDEADLK(35), ENAMETOOLONG(36), ENOLCK(37),
    /** "Never ask this again": the kernel then uses its own default for the operation, where it has one. */
    ENOSYS(38),
    ENOTEMPTY(39), ELOOP(40), ENODATA(61), ETIME(62), ECOMM(70), EPROTO(71), EBADMSG(74), EOVERFLOW(75),
    EILSEQ(84), EUSERS(87), EMSGSIZE(90), EOPNOTSUPP(95), EADDRNOTAVAIL(99), ENETDOWN(100), ENETUNREACH(101), ECONNABORTED(103),
    ECONNRESET(104), ENOBUFS(105), ENOTCONN(107), ETIMEDOUT(110), ECONNREFUSED(111), EHOSTDOWN(112),
    EHOSTUNREACH(113), EALREADY(114), EINPROGRESS(115), ESTALE(116), EREMOTEIO(121), EDQUOT(122), ECANCELED(125),
    EKEYEXPIRED(127), EOWNERDEAD(130);

    private static final int LIMIT = 512; // the kernel refuses replies outside -511..0

    private static final Errno[] BY_CODE = new Errno[LIMIT];

    static {
        for (Errno errno : values()) {
            BY_CODE[errno.code] = errno;
        }
    }

    private final int code;

    Errno(int code) {
        this.code = code;
    }

    /** The positive number, for example 2 for {@link #ENOENT}. */
    public int code() {
        return code;
    }

    /** The error with this positive number, if it is in the table. */
    public static Optional<Errno> of(int code) {
        return code > 0 && code < LIMIT ? Optional.ofNullable(BY_CODE[code]) : Optional.empty();
    }

    /** As {@link #of}, with {@link #EIO} for numbers that are not in the table. */
    public static Errno ofOrIoError(int code) {
        return of(code).orElse(EIO);
    }
}
