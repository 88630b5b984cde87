package org.apiaryfs.storage.chunk;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sums by user and by group. Not thread-safe. */
final class UsageTable {
    private final Map<Integer, Usage> users = new HashMap<>();
    private final Map<Integer, Usage> groups = new HashMap<>();

    UsageTable() {}

    UsageTable(TargetUsage start) {
        users.putAll(start.users());
        groups.putAll(start.groups());
    }

    /** Adds to an owner's sums, or takes away if negative. */
    void add(int uid, int gid, Usage change) {
        users.merge(uid, change, Usage::plus);
        groups.merge(gid, change, Usage::plus);
    }

    TargetUsage snapshot(boolean exact) {
        return new TargetUsage(new TreeMap<>(users), new TreeMap<>(groups), exact);
    }
}
