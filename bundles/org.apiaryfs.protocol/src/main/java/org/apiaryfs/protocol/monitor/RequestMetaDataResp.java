package org.apiaryfs.protocol.monitor;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link RequestMetaData}. Immutable.
 *
 * @param nodeId string ID
 * @param hostname host name
 * @param nodeNumId numeric ID
 * @param nics addresses in order of preference
 * @param isRoot whether the node owns the root directory
 * @param indirectWorkListSize queued requests of indirect connections
 * @param directWorkListSize queued requests of direct connections
 * @param sessionCount client sessions
 * @param stats samples, newest first
 */
public record RequestMetaDataResp(
        String nodeId, String hostname, int nodeNumId, List<NicAddress> nics, boolean isRoot,
        int indirectWorkListSize, int directWorkListSize, int sessionCount,
        List<HighResolutionStats> stats) implements Message {
    public RequestMetaDataResp {
        nics = List.copyOf(nics);
        stats = List.copyOf(stats);
    }

    public static RequestMetaDataResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RequestMetaDataResp(in.str(), in.str(), in.u32(), in.countedSeq(NicAddress::read), in.bool(),
                in.u32(), in.u32(), in.u32(), in.countedSeq(HighResolutionStats::read));
    }

    @Override
    public MessageType type() {
        return MessageType.REQUEST_META_DATA_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.str(nodeId);
        out.str(hostname);
        out.u32(nodeNumId);
        out.countedSeq(nics, NicAddress::write);
        out.bool(isRoot);
        out.u32(indirectWorkListSize);
        out.u32(directWorkListSize);
        out.u32(sessionCount);
        out.countedSeq(stats, HighResolutionStats::write);
    }
}
