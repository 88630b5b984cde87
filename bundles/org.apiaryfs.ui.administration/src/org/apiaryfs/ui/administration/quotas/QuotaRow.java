package org.apiaryfs.ui.administration.quotas;

import java.util.OptionalDouble;
import org.apiaryfs.admin.LimitText;
import org.apiaryfs.admin.OwnerQuota;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.ui.Concern;

/**
 * A user's or group's quota as it is shown. Immutable.
 *
 * @param quota usage and limits of its own
 * @param name for people; the ID if this computer knows no name
 * @param defaults what counts in the pool for those without limits of their own
 */
public record QuotaRow(OwnerQuota quota, String name, QuotaLimits defaults) {
    private static final double NEAR = 0.85; // of a limit

    long id() {
        return Integer.toUnsignedLong(quota.id());
    }

    /** What counts in the end, unsigned. */
    long sizeLimit() {
        return LimitText.counting(quota.own().size(), defaults.size());
    }

    long inodeLimit() {
        return LimitText.counting(quota.own().inodes(), defaults.inodes());
    }

    /** Used part of what is allowed, 1 = all of it; empty if there is no limit. */
    public OptionalDouble sizeShare() {
        return share(quota.used().size(), sizeLimit());
    }

    public OptionalDouble inodeShare() {
        return share(quota.used().inodes(), inodeLimit());
    }

    private static OptionalDouble share(long used, long limit) {
        return limit == QuotaLimits.UNLIMITED ? OptionalDouble.empty() : OptionalDouble.of((double) used / limit);
    }

    /** Whether a limit is near or used up. */
    public static Concern concern(OptionalDouble share) {
        return share.isEmpty() || share.getAsDouble() < NEAR ? Concern.NONE : share.getAsDouble() < 1 ? Concern.WARNING : Concern.ERROR;
    }
}
