package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;

/**
 * A request about one chunk file that names where the file is: on a storage target, or on one side
 * of a buddy group (spec storage §1). Immutable and thread-safe.
 */
public sealed interface TargetRequest extends Message
        permits CloseChunkFile, FSyncLocalFile, GetChunkFileAttribs, ReadLocalFileRDMA, ReadLocalFileV2, SetLocalAttr,
                TruncLocalFile, UnlinkLocalFile, WriteLocalFile, WriteLocalFileRDMA {
    /** Target, or buddy group if {@link #mirrored()}; 1 to 65535. */
    int targetId();

    /** True if {@link #targetId()} is a buddy group. */
    boolean mirrored();

    /** True if a group's secondary is meant and not its primary. Means nothing for a target. */
    boolean toSecondary();
}
