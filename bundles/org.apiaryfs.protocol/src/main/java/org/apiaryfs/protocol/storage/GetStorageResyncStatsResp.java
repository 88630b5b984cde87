package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link GetStorageResyncStats} (spec storage §3.8). Immutable.
 *
 * @param state {@link ResyncState} number
 * @param startTime seconds since 1970; 0 = never
 * @param endTime seconds since 1970; 0 while running
 * @param discoveredFiles chunk files looked at
 * @param discoveredDirs directories looked at
 * @param matchedFiles files changed since the base time
 * @param matchedDirs directories changed since the base time
 * @param syncedFiles files copied
 * @param syncedDirs directories compared
 * @param errorFiles files that failed
 * @param errorDirs directories that failed
 */
public record GetStorageResyncStatsResp(
        int state, long startTime, long endTime, long discoveredFiles, long discoveredDirs, long matchedFiles,
        long matchedDirs, long syncedFiles, long syncedDirs, long errorFiles, long errorDirs) implements Message {
    /** All zero: there was no job yet. */
    public static final GetStorageResyncStatsResp NONE = new GetStorageResyncStatsResp(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public ResyncState resyncState() {
        return ResyncState.of(state);
    }

    public static GetStorageResyncStatsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetStorageResyncStatsResp(
                in.i32(), in.i64(), in.i64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(),
                in.u64());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_STORAGE_RESYNC_STATS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(state);
        out.i64(startTime);
        out.i64(endTime);
        out.u64(discoveredFiles);
        out.u64(discoveredDirs);
        out.u64(matchedFiles);
        out.u64(matchedDirs);
        out.u64(syncedFiles);
        out.u64(syncedDirs);
        out.u64(errorFiles);
        out.u64(errorDirs);
    }
}
