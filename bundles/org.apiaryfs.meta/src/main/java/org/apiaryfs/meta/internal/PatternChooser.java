package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.model.StripePattern;

/** Makes the stripe patterns of new files from that of their directory (spec meta §4.4). Thread-safe. */
final class PatternChooser {
    private static final int MAX_TARGETS = 256;

    private final ClusterView view;
    private final TargetChooser chooser;

    PatternChooser(ClusterView view, TargetChooser chooser) {
        this.view = view;
        this.chooser = chooser;
    }

    /**
     * What a request says about the pattern.
     *
     * @param targets number of targets; 0 = as the directory
     * @param chunkSize bytes; 0 = as the directory
     * @param pool storage pool; 0 = as the directory
     * @param preferred targets to take first
     */
    record Hints(int targets, int chunkSize, int pool, List<Integer> preferred) {
        static Hints preferring(List<Integer> targets) {
            return new Hints(0, 0, 0, targets);
        }
    }

    /**
     * The pattern of a new file.
     *
     * @throws FsException INTERNAL if there is no target or pool, or the chunk size is wrong
     */
    StripePattern choose(StripePattern directory, Hints hints) throws FsException {
        int chunkSize = hints.chunkSize == 0 ? directory.chunkSize() : hints.chunkSize;
        if (!StripePattern.validChunkSize(chunkSize)) {
            throw new FsException(FsError.INTERNAL, "chunk size " + chunkSize);
        }
        mustBePlain(directory);
        int wanted = Math.clamp(hints.targets == 0 ? directory.defaultTargets() : hints.targets, 1, MAX_TARGETS);
        int poolId = hints.pool == 0 ? directory.poolId() : hints.pool;
        List<Integer> targets = chooser.choose(pool(poolId), wanted, hints.preferred);
        if (targets.isEmpty()) {
            throw new FsException(FsError.INTERNAL, "storage pool " + poolId + " has no usable target");
        }
        return StripePattern.raid0(chunkSize, poolId, wanted, targets);
    }

    /**
     * Refuses what would be stored unmirrored although it shall be mirrored.
     *
     * @throws FsException NOT_SUPPORTED
     */
    static void mustBePlain(StripePattern pattern) throws FsException {
        if (pattern.typeNumber() != StripePattern.RAID0) {
            throw new FsException(FsError.NOT_SUPPORTED, "stripe pattern type " + pattern.typeNumber() + ": files can't be mirrored yet");
        }
    }

    /**
     * A pattern whose targets somebody else has chosen.
     *
     * @throws FsException NOT_SUPPORTED if it is mirrored, INTERNAL for an unknown pool, a wrong chunk size, no targets, or
     *     too many or the same twice, UNKNOWN_TARGET
     */
    void mustBeUsable(StripePattern pattern) throws FsException {
        mustBePlain(pattern);
        pool(pattern.poolId());
        List<Integer> targets = pattern.targets();
        if (targets.isEmpty() || targets.size() > MAX_TARGETS || targets.stream().distinct().count() < targets.size()) {
            throw new FsException(FsError.INTERNAL, "targets " + targets);
        }
        if (!StripePattern.validChunkSize(pattern.chunkSize())) {
            throw new FsException(FsError.INTERNAL, "chunk size " + pattern.chunkSize());
        }
        mustBeKnown(targets);
    }

    /** @throws FsException INTERNAL if mgmtd doesn't list the pool */
    StoragePool pool(int id) throws FsException {
        return Optional.ofNullable(view.current().pools().get(id))
                .orElseThrow(() -> new FsException(FsError.INTERNAL, "unknown storage pool " + id));
    }

    /** @throws FsException UNKNOWN_TARGET if a target isn't mapped to a node */
    private void mustBeKnown(List<Integer> targets) throws FsException {
        for (int target : targets) {
            if (!view.current().targetNodes().containsKey(target)) {
                throw new FsException(FsError.UNKNOWN_TARGET, "storage target " + target);
            }
        }
    }
}
