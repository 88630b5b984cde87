package org.apiaryfs.protocol.node;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Renames a storage pool and moves targets and buddy groups between it and the default pool (spec
 * mgmtd §7). Immutable.
 *
 * @param id pool
 * @param description new name; "" changes nothing
 * @param addTargets targets to take from the default pool
 * @param removeTargets targets to give to the default pool
 * @param addGroups buddy groups to take from the default pool, with their targets
 * @param removeGroups buddy groups to give to the default pool, with their targets
 */
public record ModifyStoragePool(
        int id, Optional<String> description, Optional<List<Integer>> addTargets, Optional<List<Integer>> removeTargets,
        Optional<List<Integer>> addGroups, Optional<List<Integer>> removeGroups) implements Message {
    private static final int DESCRIPTION = 1;
    private static final int ADD_TARGETS = 2;
    private static final int REMOVE_TARGETS = 4;
    private static final int ADD_GROUPS = 8;
    private static final int REMOVE_GROUPS = 16;
    /** Feature flags of this message. */
    public static final int FLAGS = DESCRIPTION | ADD_TARGETS | REMOVE_TARGETS | ADD_GROUPS | REMOVE_GROUPS;

    public ModifyStoragePool {
        addTargets = addTargets.map(List::copyOf);
        removeTargets = removeTargets.map(List::copyOf);
        addGroups = addGroups.map(List::copyOf);
        removeGroups = removeGroups.map(List::copyOf);
    }

    public static ModifyStoragePool read(WireReader in, MessageHeader header) throws WireFormatException {
        int id = in.u16();
        return new ModifyStoragePool(
                id, in.optional(header.hasFeature(DESCRIPTION), WireReader::str),
                ids(in, header, ADD_TARGETS), ids(in, header, REMOVE_TARGETS),
                ids(in, header, ADD_GROUPS), ids(in, header, REMOVE_GROUPS));
    }

    private static Optional<List<Integer>> ids(WireReader in, MessageHeader header, int flag) throws WireFormatException {
        return in.optional(header.hasFeature(flag), WireReader::u16Seq);
    }

    @Override
    public MessageType type() {
        return MessageType.MODIFY_STORAGE_POOL;
    }

    @Override
    public int featureFlags() {
        return (description.isPresent() ? DESCRIPTION : 0)
                | (addTargets.isPresent() ? ADD_TARGETS : 0) | (removeTargets.isPresent() ? REMOVE_TARGETS : 0)
                | (addGroups.isPresent() ? ADD_GROUPS : 0) | (removeGroups.isPresent() ? REMOVE_GROUPS : 0);
    }

    @Override
    public void write(WireWriter out) {
        out.u16(id);
        out.optional(description, WireWriter::str);
        out.optional(addTargets, WireWriter::u16Seq);
        out.optional(removeTargets, WireWriter::u16Seq);
        out.optional(addGroups, WireWriter::u16Seq);
        out.optional(removeGroups, WireWriter::u16Seq);
    }
}
