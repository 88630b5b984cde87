package org.apiaryfs.client;

import org.apiaryfs.transport.CancelToken;

/**
 * On whose behalf something is done. Immutable.
 *
 * <p>Permissions are not checked here nor by the servers, but by whoever offers the file system to
 * users, for a mount the kernel (spec meta §4.2).
 *
 * @param uid owner of what is created
 * @param gid group of what is created, unless the directory gives it its own
 * @param umask taken from the mode of what is created
 * @param cancel ends waiting for an answer
 */
public record Caller(int uid, int gid, int umask, CancelToken cancel) {
    /** The superuser, not to be cancelled. */
    public static final Caller ROOT = of(0, 0, 022);

    public static Caller of(int uid, int gid, int umask) {
        return new Caller(uid, gid, umask, CancelToken.NEVER);
    }

    /** The same whose requests go on in any case. */
    Caller uncancelled() {
        return withCancel(CancelToken.NEVER);
    }

    /** The same whose requests can be cancelled. */
    public Caller withCancel(CancelToken token) {
        return new Caller(uid, gid, umask, token);
    }
}
