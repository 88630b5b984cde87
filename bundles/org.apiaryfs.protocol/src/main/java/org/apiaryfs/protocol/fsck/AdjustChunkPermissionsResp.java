package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link AdjustChunkPermissions} (spec meta §12.3). Immutable.
 *
 * @param currentContDirId for the next request
 * @param count entries that were looked at
 * @param newHashDirOffset cursor for the next request
 * @param newContDirOffset cursor for the next request
 * @param errorCount files that failed
 */
public record AdjustChunkPermissionsResp(
        String currentContDirId, int count, long newHashDirOffset, long newContDirOffset, int errorCount)
        implements Message {
    public static AdjustChunkPermissionsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new AdjustChunkPermissionsResp(in.strAlign4(), in.u32(), in.i64(), in.i64(), in.u32());
    }

    @Override
    public MessageType type() {
        return MessageType.ADJUST_CHUNK_PERMISSIONS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.strAlign4(currentContDirId);
        out.u32(count);
        out.i64(newHashDirOffset);
        out.i64(newContDirOffset);
        out.u32(errorCount);
    }
}
