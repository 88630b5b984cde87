package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for a directory's parent; obsolete, nothing sends it (spec meta §5.7). Immutable.
 *
 * @param entryID entry ID of the directory
 */
public record FindLinkOwner(String entryID) implements Message {
    public static FindLinkOwner read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FindLinkOwner(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.FIND_LINK_OWNER;
    }

    @Override
    public void write(WireWriter out) {
        out.str(entryID);
    }
}
