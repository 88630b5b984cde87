package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Resolves as many elements of a path as this node can (spec meta §5.7). Immutable.
 *
 * @param searchDepth number of path elements to resolve; 0 = the root
 * @param currentDepth elements resolved already
 * @param entryInfo directory reached so far
 * @param path whole path with leading "/"
 */
public record FindOwner(
        int searchDepth, int currentDepth, EntryInfo entryInfo, String path) implements Message {
    public static FindOwner read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FindOwner(in.u32(), in.u32(), EntryInfo.read(in), in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.FIND_OWNER;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(searchDepth);
        out.u32(currentDepth);
        EntryInfo.write(out, entryInfo);
        out.str(path);
    }
}
