package org.apiaryfs.protocol.model;

import java.util.List;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * IDs of targets, nodes or groups by how much space they have left (spec framing §4.9). Immutable.
 *
 * @param normal enough space
 * @param low chosen only if there are too few in normal
 * @param emergency chosen last
 */
public record CapacityPools(List<Integer> normal, List<Integer> low, List<Integer> emergency) {
    public CapacityPools {
        normal = List.copyOf(normal);
        low = List.copyOf(low);
        emergency = List.copyOf(emergency);
    }

    /** The three pools in order of preference. */
    public List<List<Integer>> all() {
        return List.of(normal, low, emergency);
    }

    public static CapacityPools read(WireReader in) throws WireFormatException {
        List<List<Integer>> pools = in.seq(WireReader::u16Seq);
        if (pools.size() != 3) {
            throw new WireFormatException(pools.size() + " capacity pools, 3 expected");
        }
        return new CapacityPools(pools.get(0), pools.get(1), pools.get(2));
    }

    public static void write(WireWriter out, CapacityPools pools) {
        out.seq(pools.all(), WireWriter::u16Seq);
    }
}
