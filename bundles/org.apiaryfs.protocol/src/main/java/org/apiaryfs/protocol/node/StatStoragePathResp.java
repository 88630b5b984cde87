package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link StatStoragePath}. Immutable.
 *
 * @param result {@link org.apiaryfs.protocol.FsError} code
 * @param sizeTotal bytes
 * @param sizeFree bytes
 * @param inodesTotal number; 0 if the underlying file system has no fixed one
 * @param inodesFree number; 0 likewise
 */
public record StatStoragePathResp(
        int result, long sizeTotal, long sizeFree, long inodesTotal, long inodesFree) implements Message {
    public static StatStoragePathResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new StatStoragePathResp(in.i32(), in.i64(), in.i64(), in.i64(), in.i64());
    }

    @Override
    public MessageType type() {
        return MessageType.STAT_STORAGE_PATH_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        out.i64(sizeTotal);
        out.i64(sizeFree);
        out.i64(inodesTotal);
        out.i64(inodesFree);
    }
}
