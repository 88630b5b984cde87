package org.apiaryfs.admin;

import java.util.Optional;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * What to change in a directory's stripe pattern; what is empty stays as it is. Immutable.
 *
 * @param chunkSize bytes, a power of two ≥ 65536
 * @param targets number of targets of new files, ≥ 1
 * @param pool storage pool of new files
 * @param type {@link StripePattern#RAID0} or {@link StripePattern#BUDDY_MIRROR}
 */
public record PatternChange(Optional<Integer> chunkSize, Optional<Integer> targets, Optional<Integer> pool, Optional<Integer> type) {
    /** @throws IllegalArgumentException with a sentence if a value is out of range, or there is nothing to change */
    public PatternChange {
        if (chunkSize.isEmpty() && targets.isEmpty() && pool.isEmpty() && type.isEmpty()) {
            throw new IllegalArgumentException(Texts.of("pattern_nothing"));
        }
        chunkSize.filter(size -> !StripePattern.validChunkSize(size)).ifPresent(size -> {
            throw new IllegalArgumentException(Texts.of("pattern_chunkSize", size, StripePattern.MIN_CHUNK_SIZE));
        });
        targets.filter(number -> number < 1).ifPresent(number -> {
            throw new IllegalArgumentException(Texts.of("pattern_targets", number));
        });
        type.filter(t -> t != StripePattern.RAID0 && t != StripePattern.BUDDY_MIRROR).ifPresent(t -> {
            throw new IllegalArgumentException(Texts.of("pattern_type", t));
        });
    }

    StripePattern applyTo(StripePattern present) {
        return new StripePattern(type.orElse(present.typeNumber()), chunkSize.orElse(present.chunkSize()),
                pool.orElse(present.poolId()), true, targets.orElse(present.defaultTargets()), java.util.List.of(), java.util.List.of());
    }
}
