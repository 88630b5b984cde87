package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;

/**
 * A request about one chunk file that names where the file is: on a storage target, or on one side
 * of a buddy group (spec storage §1). Immutable and thread-safe.
 */
public sealed interface TargetRequest extends Message
        permits CloseChunkFile, FSyncLocalFile, GetChunkFileAttribs, RdmaRequest, ReadLocalFileV2, SetLocalAttr,
                TruncLocalFile, UnlinkLocalFile, WriteLocalFile {
    /**
     * The flags that say which side is meant; each message has numbers of its own.
     *
     * @param group the target is a buddy group
     * @param secondary the group's secondary
     */
    record GroupFlags(int group, int secondary) {}

    /** Target, or buddy group if {@link #mirrored()}; 1 to 65535. */
    int targetId();

    /** Flags of the message. */
    int flags();

    GroupFlags groupFlags();

    @Override
    default int featureFlags() {
        return flags();
    }

    /** True if {@link #targetId()} is a buddy group. */
    default boolean mirrored() {
        return (flags() & groupFlags().group()) != 0;
    }

    /** True if a group's secondary is meant and not its primary. Means nothing for a target. */
    default boolean toSecondary() {
        return (flags() & groupFlags().secondary()) != 0;
    }
}
