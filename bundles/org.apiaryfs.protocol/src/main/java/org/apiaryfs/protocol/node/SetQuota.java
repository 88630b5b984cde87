package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Sets limits of users or groups (spec mgmtd §8). Immutable.
 *
 * @param pool storage pool
 * @param limits limits; all of one type, which is that of the first
 */
public record SetQuota(int pool, List<QuotaData> limits) implements Message {
    public SetQuota {
        limits = List.copyOf(limits);
    }

    public static SetQuota read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetQuota(in.u16(), in.countedSeq(QuotaData::read));
    }

    @Override
    public MessageType type() {
        return MessageType.SET_QUOTA;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(pool);
        out.countedSeq(limits, QuotaData::write);
    }
}
