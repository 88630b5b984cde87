package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/**
 * Answer to {@link SetLocalAttr} (spec storage §5.4). Immutable.
 *
 * @param hasAttrs false if all of {@code attributes} but the result is without meaning
 * @param attributes of the chunk afterwards; always on the wire
 */
public record SetLocalAttrResp(boolean hasAttrs, ChunkAttributes attributes) implements ChunkAttributesResp {
    /** The attributes have a meaning. */
    public static final int HAS_ATTRS = 1;

    /** With attributes, as servers of version 7.4 answer always. */
    public SetLocalAttrResp(ChunkAttributes attributes) {
        this(true, attributes);
    }

    public static SetLocalAttrResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetLocalAttrResp(header.hasFeature(HAS_ATTRS), ChunkAttributes.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.SET_LOCAL_ATTR_RESP;
    }

    @Override
    public int featureFlags() {
        return hasAttrs ? HAS_ATTRS : 0;
    }
}
