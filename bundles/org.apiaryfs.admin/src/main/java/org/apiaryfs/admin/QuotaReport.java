package org.apiaryfs.admin;

import java.util.List;

/**
 * Quotas of users, or of groups, in a storage pool. Immutable.
 *
 * @param owners in ascending order of unsigned IDs
 * @param defaults what counts for those without limits of their own; 0 = nothing
 * @param inodes whether all chunk files were counted
 * @param whole false if a target didn't answer or hasn't counted all its chunks yet, so that there may be more
 */
public record QuotaReport(List<OwnerQuota> owners, QuotaLimits defaults, InodeSupport inodes, boolean whole) {
    public QuotaReport {
        owners = List.copyOf(owners);
    }
}
