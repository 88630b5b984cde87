package org.apiaryfs.ui.administration.quotas;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.admin.QuotaReport;
import org.apiaryfs.admin.QuotaSelection;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.admin.TargetPool;

/** Whose quotas where: of all users, or of all groups, in a storage pool of a cluster. Immutable. */
record QuotaPlace(Quotas quotas, TargetPool pool, Quotas.Kind kind) {
    /** What is known. @param enforced whether the cluster keeps limits at all */
    record Known(QuotaReport report, boolean enforced) { }

    CompletableFuture<Known> look() {
        return quotas.report(pool.id(), kind, new QuotaSelection.All()).thenCombine(quotas.enforced(), Known::new);
    }

    CompletableFuture<Void> set(Collection<Integer> ids, UnaryOperator<QuotaLimits> change) {
        return quotas.set(pool.id(), kind, ids, change);
    }

    CompletableFuture<Void> set(Map<Integer, QuotaLimits> limits) {
        return quotas.set(pool.id(), kind, limits);
    }

    CompletableFuture<Void> setDefaults(QuotaLimits limits) {
        return quotas.setDefaults(pool.id(), kind, limits);
    }

    /** The same as the other, as far as a user can tell. */
    boolean like(QuotaPlace other) {
        return pool.id() == other.pool.id() && kind == other.kind;
    }
}
