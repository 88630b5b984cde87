package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Switches the {@link FsckModificationEvent}s of a metadata server on or off (spec meta §12.4).
 * Answered by {@link FsckSetEventLoggingResp}. Immutable.
 *
 * @param enableLogging on or off
 * @param portUdp UDP port of the checking program
 * @param nics its addresses
 * @param forceRestart also if somebody else gets events
 */
public record FsckSetEventLogging(
        boolean enableLogging, int portUdp, List<NicAddress> nics, boolean forceRestart) implements Message {
    public FsckSetEventLogging {
        nics = List.copyOf(nics);
    }

    public static FsckSetEventLogging read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FsckSetEventLogging(in.bool(), in.u32(), in.countedSeq(NicAddress::read), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.FSCK_SET_EVENT_LOGGING;
    }

    @Override
    public void write(WireWriter out) {
        out.bool(enableLogging);
        out.u32(portUdp);
        out.countedSeq(nics, NicAddress::write);
        out.bool(forceRestart);
    }
}
