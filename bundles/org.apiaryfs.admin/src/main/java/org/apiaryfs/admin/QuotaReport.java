package org.apiaryfs.admin;

import java.util.List;

/**
 * Quotas of users, or of groups, in a storage pool. Immutable.
 *
 * @param owners in ascending order of unsigned IDs
 * @param defaults what counts for those without limits of their own; 0 = nothing
 * @param whole false if a target didn't answer or hasn't counted all its chunks yet, so that there may be more
 */
public record QuotaReport(List<OwnerQuota> owners, QuotaLimits defaults, boolean whole) {
    public QuotaReport {
        owners = List.copyOf(owners);
    }
}
