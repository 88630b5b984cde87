package org.apiaryfs.admin;

import java.util.List;
import java.util.Optional;

/**
 * A file to be made with a stripe pattern of its own; what is empty is as its directory has it. Immutable.
 *
 * @param uid owner
 * @param gid group
 * @param mode permission bits
 * @param chunkSize bytes, a power of two ≥ 65536
 * @param number of targets, ≥ 1
 * @param pool storage pool to choose targets of
 * @param type {@link org.apiaryfs.protocol.model.StripePattern#RAID0} or BUDDY_MIRROR
 * @param targets targets, or mirror groups, in stripe order; empty = the metadata server chooses
 */
public record NewFile(int uid, int gid, int mode, Optional<Integer> chunkSize, Optional<Integer> number, Optional<Integer> pool, Optional<Integer> type,
        List<Integer> targets) {
    public NewFile {
        targets = List.copyOf(targets);
    }
}
