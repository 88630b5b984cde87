package org.apiaryfs.client;

import org.apiaryfs.protocol.model.StatData;

/**
 * Owner, group and mode that a new entry gets; the client decides, servers store (spec meta §14.9).
 * Immutable.
 *
 * @param uid owner
 * @param gid group
 * @param mode with type bits, the umask taken off unless access control lists are in use: then servers do that where no
 *     default list is handed down
 * @param umask the caller's, which servers with ACLs take off (again)
 */
record Ownership(int uid, int gid, int mode, int umask) {
    private static final int SET_GROUP_ID = 02000;
    private static final int TYPE_BITS = 0170000;
    private static final int DIRECTORY = 0040000;

    /** @param parent the directory's attributes */
    static Ownership of(StatData parent, int mode, Caller caller, ClientSettings settings) {
        boolean inherits = (parent.mode() & SET_GROUP_ID) != 0;
        int gid = inherits || settings.grpid() ? parent.gid() : caller.gid();
        int wanted = settings.acls() ? mode : mode & ~caller.umask();
        if (inherits && (mode & TYPE_BITS) == DIRECTORY) {
            wanted |= SET_GROUP_ID;
        }
        return new Ownership(caller.uid(), gid, wanted, caller.umask());
    }
}
