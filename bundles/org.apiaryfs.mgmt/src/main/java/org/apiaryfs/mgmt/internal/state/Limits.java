package org.apiaryfs.mgmt.internal.state;

import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;

/**
 * Quota limits of one storage pool. Immutable.
 *
 * @param users limits by user ID
 * @param groups limits by group ID
 * @param defaults for whoever has none of their own; 0 = unlimited
 */
public record Limits(IdMap<QuotaData> users, IdMap<QuotaData> groups, QuotaDefaultLimits defaults) {
    /** Quota type of users in messages (spec framing §4.10). */
    public static final int USER = 1;
    /** Quota type of groups. */
    public static final int GROUP = 2;

    public static final Limits NONE = new Limits(IdMap.empty(), IdMap.empty(), new QuotaDefaultLimits(0, 0, 0, 0));

    /** Limits of users, or of groups for any other type. */
    public IdMap<QuotaData> of(int quotaType) {
        return quotaType == USER ? users : groups;
    }

    /** No limit of either kind removes the entry. */
    Limits with(QuotaData limit) {
        IdMap<QuotaData> before = of(limit.quotaType());
        IdMap<QuotaData> after = limit.size() == 0 && limit.inodes() == 0 ? before.without(limit.id()) : before.with(limit.id(), limit);
        return limit.quotaType() == USER ? new Limits(after, groups, defaults) : new Limits(users, after, defaults);
    }

    Limits withDefaults(QuotaDefaultLimits limits) {
        return new Limits(users, groups, limits);
    }
}
