package org.apiaryfs.mgmt.internal.quota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.mgmt.internal.state.Limits;
import org.apiaryfs.protocol.model.QuotaData;

/**
 * What a storage target last said of its usage. Immutable.
 *
 * @param users usage by user ID
 * @param groups usage by group ID
 */
record TargetUsage(IdMap<QuotaData> users, IdMap<QuotaData> groups) {
    static final TargetUsage NONE = new TargetUsage(IdMap.empty(), IdMap.empty());

    /** @param data of users and groups, each ID once */
    static TargetUsage of(List<QuotaData> data) {
        return new TargetUsage(map(data, true), map(data, false));
    }

    private static IdMap<QuotaData> map(List<QuotaData> data, boolean users) {
        List<QuotaData> wanted = data.stream().filter(d -> d.quotaType() == Limits.USER == users).filter(d -> d.size() != 0 || d.inodes() != 0).toList();
        Map<Integer, QuotaData> byId = new HashMap<>();
        wanted.forEach(d -> byId.put(d.id(), d));
        return IdMap.<QuotaData>empty().with(byId.keySet(), byId::get);
    }

    /** Of users, or of groups for any other type. */
    IdMap<QuotaData> of(int quotaType) {
        return quotaType == Limits.USER ? users : groups;
    }

    List<QuotaData> all() {
        List<QuotaData> all = new ArrayList<>(users.asMap().values());
        all.addAll(groups.asMap().values());
        return all;
    }
}
