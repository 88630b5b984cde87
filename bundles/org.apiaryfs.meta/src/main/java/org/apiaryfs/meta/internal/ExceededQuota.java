package org.apiaryfs.meta.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apiaryfs.cluster.Mgmtd;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.node.RequestExceededQuota;
import org.apiaryfs.protocol.node.RequestExceededQuotaResp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who used up a limit in which storage pool, as mgmtd tells, if it tells (spec meta §4.10). Thread-safe. */
final class ExceededQuota {
    private static final Logger LOG = LoggerFactory.getLogger(ExceededQuota.class);
    private static final int USER = 1;
    private static final int GROUP = 2;
    private static final int SIZE = 1;
    private static final int INODES = 2;

    private final Map<Key, Set<Integer>> exceeded = new ConcurrentHashMap<>();
    private volatile boolean enforced;

    private record Key(int pool, int idType, int limitType) {}

    /** @param enforced whether limits are obeyed until mgmtd has said whether they are to be */
    ExceededQuota(boolean enforced) {
        this.enforced = enforced;
    }

    /** Whether limits are obeyed. */
    boolean enforced() {
        return enforced;
    }

    /** Replaces a list. */
    void set(int pool, int quotaType, int limitType, Collection<Integer> ids) {
        exceeded.put(new Key(pool, quotaType, limitType), Set.copyOf(ids));
    }

    /** Asks mgmtd for the lists of all pools, in the background: until the answers are there, everybody is let through. */
    void download(Mgmtd mgmtd, Collection<Integer> pools) {
        for (int pool : pools) {
            for (int type : List.of(USER, GROUP)) {
                for (int limit : List.of(SIZE, INODES)) {
                    mgmtd.ask(new RequestExceededQuota(type, limit, pool, 0), RequestExceededQuotaResp.class).whenComplete((answer, failure) -> {
                        if (failure != null) {
                            LOG.debug("exceeded quota not known: pool={} error={}", pool, failure.toString());
                        } else {
                            accept(new Key(pool, type, limit), answer);
                        }
                    });
                }
            }
        }
    }

    private void accept(Key key, RequestExceededQuotaResp answer) {
        FsError error = FsError.ofCode(answer.error());
        if (error.ok()) {
            // What was pushed meanwhile is newer.
            exceeded.putIfAbsent(key, Set.copyOf(answer.ids()));
            enforced = true;
        } else if (error == FsError.NOT_SUPPORTED) {
            enforced = false;
        }
    }

    /** @throws FsException DQUOT if limits are obeyed, and the user or group used up one in the pool */
    void check(int pool, int uid, int gid) throws FsException {
        if (!enforced) {
            return;
        }
        for (int limit : List.of(SIZE, INODES)) {
            if (has(pool, USER, limit, uid) || has(pool, GROUP, limit, gid)) {
                throw new FsException(FsError.DQUOT, "user " + Integer.toUnsignedString(uid) + " in pool " + pool);
            }
        }
    }

    /** All lists, for people. */
    String describe() {
        if (!enforced) {
            return "Quotas are not enforced.";
        }
        return exceeded.entrySet().stream().filter(list -> !list.getValue().isEmpty())
                .map(list -> "pool " + list.getKey().pool + (list.getKey().idType == USER ? " users, " : " groups, ")
                        + (list.getKey().limitType == SIZE ? "size: " : "inodes: ")
                        + list.getValue().stream().sorted(Integer::compareUnsigned).map(Integer::toUnsignedString).collect(Collectors.joining(" ")))
                .sorted().collect(Collectors.joining("\n"));
    }

    private boolean has(int pool, int idType, int limitType, int id) {
        return exceeded.getOrDefault(new Key(pool, idType, limitType), Set.of()).contains(id);
    }
}
