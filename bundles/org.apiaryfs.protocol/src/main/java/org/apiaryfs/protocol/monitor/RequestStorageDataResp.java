package org.apiaryfs.protocol.monitor;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link RequestStorageData}. Immutable.
 *
 * @param nodeId string ID
 * @param hostname host name
 * @param nodeNumId numeric ID
 * @param nics addresses in order of preference
 * @param indirectWorkListSize queued requests of indirect connections
 * @param directWorkListSize queued requests of direct connections
 * @param diskSpaceTotalMib sum over the targets, MiB
 * @param diskSpaceFreeMib sum over the targets, MiB
 * @param sessionCount client sessions
 * @param stats samples, newest first
 * @param targets capacity of each target
 */
public record RequestStorageDataResp(
        String nodeId, String hostname, int nodeNumId, List<NicAddress> nics, int indirectWorkListSize,
        int directWorkListSize, long diskSpaceTotalMib, long diskSpaceFreeMib, int sessionCount,
        List<HighResolutionStats> stats, List<StorageTargetInfo> targets) implements Message {
    public RequestStorageDataResp {
        nics = List.copyOf(nics);
        stats = List.copyOf(stats);
        targets = List.copyOf(targets);
    }

    public static RequestStorageDataResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RequestStorageDataResp(in.str(), in.str(), in.u32(), in.countedSeq(NicAddress::read),
                in.u32(), in.u32(), in.i64(), in.i64(), in.u32(), in.countedSeq(HighResolutionStats::read),
                in.countedSeq(StorageTargetInfo::read));
    }

    @Override
    public MessageType type() {
        return MessageType.REQUEST_STORAGE_DATA_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.str(nodeId);
        out.str(hostname);
        out.u32(nodeNumId);
        out.countedSeq(nics, NicAddress::write);
        out.u32(indirectWorkListSize);
        out.u32(directWorkListSize);
        out.i64(diskSpaceTotalMib);
        out.i64(diskSpaceFreeMib);
        out.u32(sessionCount);
        out.countedSeq(stats, HighResolutionStats::write);
        out.countedSeq(targets, StorageTargetInfo::write);
    }
}
