package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link FsckSetEventLogging} (spec meta §12.4). Immutable.
 *
 * @param result switching on: true; switching off: all events were delivered
 * @param loggingEnabled false if somebody else gets events
 * @param missedEvents events were lost since switching on
 */
public record FsckSetEventLoggingResp(
        boolean result, boolean loggingEnabled, boolean missedEvents) implements Message {
    public static FsckSetEventLoggingResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FsckSetEventLoggingResp(in.bool(), in.bool(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.FSCK_SET_EVENT_LOGGING_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.bool(result);
        out.bool(loggingEnabled);
        out.bool(missedEvents);
    }
}
