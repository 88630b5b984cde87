package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Creates a storage pool (spec mgmtd §7). Immutable.
 *
 * @param id number; 0 = the smallest free one
 * @param description name
 * @param targets targets to take from the default pool
 * @param groups buddy groups to take from the default pool, with their targets
 */
public record AddStoragePool(
        int id, String description, List<Integer> targets, List<Integer> groups) implements Message {
    public AddStoragePool {
        targets = List.copyOf(targets);
        groups = List.copyOf(groups);
    }

    public static AddStoragePool read(WireReader in, MessageHeader header) throws WireFormatException {
        return new AddStoragePool(in.u16(), in.str(), in.u16Seq(), in.u16Seq());
    }

    @Override
    public MessageType type() {
        return MessageType.ADD_STORAGE_POOL;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(id);
        out.str(description);
        out.u16Seq(targets);
        out.u16Seq(groups);
    }
}
