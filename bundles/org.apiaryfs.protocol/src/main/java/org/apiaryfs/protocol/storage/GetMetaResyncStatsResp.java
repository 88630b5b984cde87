package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link GetMetaResyncStats} (spec meta §11.6). Immutable.
 *
 * @param state {@link ResyncState} number
 * @param startTime seconds since 1970; 0 = never
 * @param endTime seconds since 1970; 0 while running
 * @param dirsDiscovered directories looked at
 * @param gatherErrors failures while looking
 * @param dirsSynced directories copied
 * @param filesSynced files copied
 * @param dirErrors directories that failed
 * @param fileErrors files that failed
 * @param sessionsToSync sessions to copy
 * @param sessionsSynced sessions copied
 * @param sessionSyncErrors copying sessions failed
 * @param modObjectsSynced objects changed meanwhile and copied again
 * @param modSyncErrors such objects that failed
 */
public record GetMetaResyncStatsResp(
        int state, long startTime, long endTime, long dirsDiscovered, long gatherErrors, long dirsSynced,
        long filesSynced, long dirErrors, long fileErrors, long sessionsToSync, long sessionsSynced,
        boolean sessionSyncErrors, long modObjectsSynced, long modSyncErrors) implements Message {
    /** All zero: there was no job yet. */
    public static final GetMetaResyncStatsResp NONE =
            new GetMetaResyncStatsResp(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, 0, 0);

    public ResyncState resyncState() {
        return ResyncState.of(state);
    }

    public static GetMetaResyncStatsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetMetaResyncStatsResp(
                in.i32(), in.i64(), in.i64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(),
                in.u64(), in.bool(), in.u64(), in.u64());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_META_RESYNC_STATS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(state);
        out.i64(startTime);
        out.i64(endTime);
        out.u64(dirsDiscovered);
        out.u64(gatherErrors);
        out.u64(dirsSynced);
        out.u64(filesSynced);
        out.u64(dirErrors);
        out.u64(fileErrors);
        out.u64(sessionsToSync);
        out.u64(sessionsSynced);
        out.bool(sessionSyncErrors);
        out.u64(modObjectsSynced);
        out.u64(modSyncErrors);
    }
}
