package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.node.SetExceededQuota;

/** Who used up a limit in which storage pool, as mgmtd tells (spec meta §4.10). Thread-safe. */
final class ExceededQuota {
    private static final int USER = 1;
    private static final int GROUP = 2;
    private static final int SIZE = 1;
    private static final int INODES = 2;

    private final Map<Key, Set<Integer>> exceeded = new ConcurrentHashMap<>();

    private record Key(int pool, int idType, int limitType) {}

    /** Replaces a list. */
    void set(SetExceededQuota lists) {
        exceeded.put(new Key(lists.pool(), lists.quotaType(), lists.limitType()), Set.copyOf(lists.ids()));
    }

    /** @throws FsException DQUOT if the user or group used up a limit in the pool */
    void check(int pool, int uid, int gid) throws FsException {
        for (int limit : List.of(SIZE, INODES)) {
            if (has(pool, USER, limit, uid) || has(pool, GROUP, limit, gid)) {
                throw new FsException(FsError.DQUOT, "user " + Integer.toUnsignedString(uid) + " in pool " + pool);
            }
        }
    }

    private boolean has(int pool, int idType, int limitType, int id) {
        return exceeded.getOrDefault(new Key(pool, idType, limitType), Set.of()).contains(id);
    }
}
