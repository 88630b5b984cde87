package org.apiaryfs.ui.administration.files;

import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.PatternChange;
import org.apiaryfs.admin.SizeText;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.administration.forms.ApplyDialog.Verdict;
import org.eclipse.osgi.util.NLS;

/**
 * A stripe pattern as it was entered. Immutable; any thread.
 *
 * @param type {@link StripePattern#RAID0} or BUDDY_MIRROR
 * @param chunkSize such as 512K
 * @param targets number of targets
 * @param pool storage pool
 */
public record PatternInput(int type, String chunkSize, String targets, int pool) {
    static PatternInput of(StripePattern pattern) {
        return new PatternInput(pattern.typeNumber(), SizeText.exact(pattern.chunkSize()), Integer.toString(pattern.defaultTargets()), pattern.poolId());
    }

    /** What is wrong with it, or to be known about it, in a cluster. */
    public Optional<Verdict> judge(ClusterSnapshot snapshot) {
        if (size().filter(StripePattern::validChunkSize).isEmpty()) {
            return Optional.of(Verdict.error(NLS.bind(Messages.Fault_chunkSize, chunkSize, SizeText.exact(StripePattern.MIN_CHUNK_SIZE))));
        }
        if (number().filter(wanted -> wanted >= 1).isEmpty()) {
            return Optional.of(Verdict.error(NLS.bind(Messages.Fault_targets, targets)));
        }
        Optional<TargetPool> chosen = snapshot.pools().stream().filter(known -> known.id() == pool).findFirst();
        if (chosen.isEmpty()) {
            return Optional.of(Verdict.error(NLS.bind(Messages.Fault_pool, pool)));
        }
        boolean mirrored = type == StripePattern.BUDDY_MIRROR;
        int available = mirrored ? chosen.get().groups().size() : chosen.get().targets().size();
        if (available == 0) {
            return Optional.of(Verdict.error(NLS.bind(mirrored ? Messages.Fault_noGroups : Messages.Fault_noTargets, EntryText.pool(chosen.get()))));
        }
        return number().filter(wanted -> wanted > available).map(wanted -> Verdict.warning(NLS.bind(
                mirrored ? Messages.Warning_groups : Messages.Warning_targets, EntryText.pool(chosen.get()), available)));
    }

    /** What differs from a pattern; empty if nothing does. Only of an input without errors. */
    public Optional<PatternChange> changeOf(StripePattern present) {
        Optional<Integer> newSize = size().filter(size -> size != present.chunkSize());
        Optional<Integer> newNumber = number().filter(number -> number != present.defaultTargets());
        Optional<Integer> newPool = Optional.of(pool).filter(other -> other != present.poolId());
        Optional<Integer> newType = Optional.of(type).filter(other -> other != present.typeNumber());
        return newSize.isEmpty() && newNumber.isEmpty() && newPool.isEmpty() && newType.isEmpty() ? Optional.empty()
                : Optional.of(new PatternChange(newSize, newNumber, newPool, newType));
    }

    /** Bytes; empty if it is no size. */
    Optional<Integer> size() {
        try {
            return Optional.of(Math.toIntExact(SizeText.parse(chunkSize)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    Optional<Integer> number() {
        try {
            return Optional.of(Integer.parseInt(targets.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
