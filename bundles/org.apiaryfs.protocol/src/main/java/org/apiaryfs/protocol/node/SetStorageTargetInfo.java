package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Reports the capacity of a server's targets (spec mgmtd §6.1). Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 * @param targets one element per target; of a metadata server one for itself
 */
public record SetStorageTargetInfo(int nodeType, List<StorageTargetInfo> targets) implements Message {
    public SetStorageTargetInfo {
        targets = List.copyOf(targets);
    }

    public static SetStorageTargetInfo read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetStorageTargetInfo(in.i32(), in.countedSeq(StorageTargetInfo::read));
    }

    @Override
    public MessageType type() {
        return MessageType.SET_STORAGE_TARGET_INFO;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(nodeType);
        out.countedSeq(targets, StorageTargetInfo::write);
    }
}
