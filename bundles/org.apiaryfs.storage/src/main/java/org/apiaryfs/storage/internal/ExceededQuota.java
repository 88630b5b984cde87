package org.apiaryfs.storage.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.storage.ChunkOwner;

/** Who has used up a limit on a target, as mgmtd last said (spec storage §8.4). Thread-safe. */
final class ExceededQuota {
    static final int USER = 1;
    static final int GROUP = 2;
    static final int SIZE = 1;
    static final int INODES = 2;

    private record Limit(int quotaType, int limitType) {}

    private final Map<Limit, Set<Integer>> lists = new ConcurrentHashMap<>();

    /** Replaces a list; an empty one clears it. */
    void set(int quotaType, int limitType, List<Integer> ids) {
        lists.put(new Limit(quotaType, limitType), Set.copyOf(ids));
    }

    List<Integer> list(int quotaType, int limitType) {
        return lists.getOrDefault(new Limit(quotaType, limitType), Set.of()).stream().sorted(Integer::compareUnsigned).toList();
    }

    /** @throws FsException DQUOT if the owner mustn't write more */
    void checkWrite(ChunkOwner owner) throws FsException {
        check(owner, SIZE);
    }

    /** @throws FsException DQUOT if the owner mustn't have another chunk */
    void checkCreate(ChunkOwner owner) throws FsException {
        check(owner, SIZE);
        check(owner, INODES);
    }

    private void check(ChunkOwner owner, int limitType) throws FsException {
        if (contains(USER, limitType, owner.userId()) || contains(GROUP, limitType, owner.groupId())) {
            throw new FsException(FsError.DQUOT);
        }
    }

    private boolean contains(int quotaType, int limitType, int id) {
        Set<Integer> ids = lists.get(new Limit(quotaType, limitType));
        return ids != null && ids.contains(id);
    }
}
