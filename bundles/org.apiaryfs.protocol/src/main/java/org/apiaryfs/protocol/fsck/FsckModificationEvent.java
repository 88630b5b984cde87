package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells a running check by datagram what clients modify (spec meta §12.4). Answered by an
 * acknowledgment. Immutable.
 *
 * @param modificationEventTypes {@link FsckEventType} numbers
 * @param entryIds entry IDs, one an event
 * @param eventsMissed events were lost
 * @param ackId ID to acknowledge
 */
public record FsckModificationEvent(
        List<Integer> modificationEventTypes, List<String> entryIds, boolean eventsMissed, String ackId)
        implements Message {
    /** Most events of one datagram. */
    public static final int MAX_EVENTS = 10;

    public FsckModificationEvent {
        modificationEventTypes = List.copyOf(modificationEventTypes);
        entryIds = List.copyOf(entryIds);
    }

    public static FsckModificationEvent read(WireReader in, MessageHeader header) throws WireFormatException {
        FsckModificationEvent message =
                new FsckModificationEvent(in.u8Seq(), in.strSeq(), in.bool(), in.str());
        if (message.modificationEventTypes.size() != message.entryIds.size()) {
            throw new WireFormatException(
                    message.modificationEventTypes.size() + " events with " + message.entryIds.size() + " entries");
        }
        return message;
    }

    @Override
    public MessageType type() {
        return MessageType.FSCK_MODIFICATION_EVENT;
    }

    @Override
    public void write(WireWriter out) {
        out.u8Seq(modificationEventTypes);
        out.strSeq(entryIds);
        out.bool(eventsMissed);
        out.str(ackId);
    }
}
