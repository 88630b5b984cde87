package org.apiaryfs.protocol.model;

import java.util.List;
import java.util.Map;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A named set of targets and buddy groups (spec framing §4.9). Immutable.
 *
 * @param id 1 = the default pool
 * @param description its name
 * @param targets member targets
 * @param buddyGroups member groups
 * @param targetPools capacity pools of the targets
 * @param targetsByNode the same three, each as node ID → targets
 * @param nodeOfTarget target → node
 * @param groupPools capacity pools of the groups
 */
public record StoragePool(
        int id, String description, List<Integer> targets, List<Integer> buddyGroups,
        CapacityPools targetPools, List<Map<Integer, List<Integer>>> targetsByNode,
        Map<Integer, Integer> nodeOfTarget, CapacityPools groupPools) {

    public static StoragePool read(WireReader in) throws WireFormatException {
        return new StoragePool(in.u16(), in.str(), in.u16Seq(), in.u16Seq(), CapacityPools.read(in),
                in.seq(i -> i.map(WireReader::u32, WireReader::u16Seq)),
                in.map(WireReader::u16, WireReader::u32), CapacityPools.read(in));
    }

    public static void write(WireWriter out, StoragePool pool) {
        out.u16(pool.id);
        out.str(pool.description);
        out.u16Seq(pool.targets);
        out.u16Seq(pool.buddyGroups);
        CapacityPools.write(out, pool.targetPools);
        out.seq(pool.targetsByNode, (o, byNode) -> o.map(byNode, WireWriter::u32, WireWriter::u16Seq));
        out.map(pool.nodeOfTarget, WireWriter::u16, WireWriter::u32);
        CapacityPools.write(out, pool.groupPools);
    }
}
