package org.apiaryfs.admin;

/**
 * A user's or group's usage and limits in a storage pool. Numbers are unsigned. Immutable.
 *
 * @param id uid or gid, unsigned
 * @param used bytes and chunk files in use
 * @param own limits of its own; 0 = the pool's default counts, {@link QuotaLimits#UNLIMITED} = none at all
 */
public record OwnerQuota(int id, QuotaLimits used, QuotaLimits own) {}
