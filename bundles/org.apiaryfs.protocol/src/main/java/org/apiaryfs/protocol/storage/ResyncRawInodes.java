package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Announces a stream of a metadata server's records (spec meta §11.6). Every packet of the stream
 * and its end are answered with a result code. Immutable.
 *
 * @param basePath directory of the records
 * @param hasXAttrs extended attributes follow inodes and directories
 * @param wholeDirectory the stream has all of the directory and not only some records
 */
public record ResyncRawInodes(String basePath, boolean hasXAttrs, boolean wholeDirectory) implements Message {
    public static ResyncRawInodes read(WireReader in, MessageHeader header) throws WireFormatException {
        return new ResyncRawInodes(in.str(), in.bool(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.RESYNC_RAW_INODES;
    }

    @Override
    public void write(WireWriter out) {
        out.str(basePath);
        out.bool(hasXAttrs);
        out.bool(wholeDirectory);
    }
}
