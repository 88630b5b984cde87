package org.apiaryfs.mgmt.internal.journal;

import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Bytes of a step in the journal: a number for its kind, then its fields as the protocol writes such
 * fields. Kinds keep their numbers for ever; a new meaning gets a new number. Stateless.
 */
final class ChangeCodec {
    private ChangeCodec() {}

    static void write(WireWriter out, Change.Durable change) {
        switch (change) {
            case Change.NodePut(NodeInfo node) -> {
                out.u8(1);
                NodeInfo.write(out, node);
            }
            case Change.NodeGone(NodeType type, int id) -> {
                out.u8(2);
                out.u8(type.number());
                out.u32(id);
            }
            case Change.ClientIdUsed(int id) -> {
                out.u8(3);
                out.u32(id);
            }
            case Change.RootSet(RootOwner root) -> {
                out.u8(4);
                out.u32(root.id());
                out.bool(root.mirrored());
            }
            case Change.TargetNumbered(String alias, int number) -> {
                out.u8(5);
                out.str(alias);
                out.u16(number);
            }
            case Change.TargetMapped(int target, int node) -> {
                out.u8(6);
                out.u16(target);
                out.u32(node);
            }
            case Change.TargetUnmapped(int target) -> {
                out.u8(7);
                out.u16(target);
            }
            case Change.GroupPut(NodeType type, int id, BuddyGroup group) -> {
                out.u8(8);
                out.u8(type.number());
                out.u16(id);
                BuddyGroup.write(out, group);
            }
            case Change.GroupGone(NodeType type, int id) -> {
                out.u8(9);
                out.u8(type.number());
                out.u16(id);
            }
            case Change.PoolNamed(int pool, String name) -> {
                out.u8(10);
                out.u16(pool);
                out.str(name);
            }
            case Change.PoolGone(int pool) -> {
                out.u8(11);
                out.u16(pool);
            }
            case Change.TargetPooled(int target, int pool) -> {
                out.u8(12);
                out.u16(target);
                out.u16(pool);
            }
            case Change.GroupPooled(int group, int pool) -> {
                out.u8(13);
                out.u16(group);
                out.u16(pool);
            }
            case Change.ConsistencySet(NodeType type, int id, Consistency consistency) -> {
                out.u8(14);
                out.u8(type.number());
                out.u16(id);
                out.u8(consistency.number());
            }
            case Change.LimitSet(int pool, QuotaData limit) -> {
                out.u8(15);
                out.u16(pool);
                QuotaData.write(out, limit);
            }
            case Change.DefaultLimitsSet(int pool, QuotaDefaultLimits limits) -> {
                out.u8(16);
                out.u16(pool);
                QuotaDefaultLimits.write(out, limits);
            }
        }
    }

    static Change.Durable read(WireReader in) throws WireFormatException {
        int kind = in.u8();
        return switch (kind) {
            case 1 -> new Change.NodePut(NodeInfo.read(in));
            case 2 -> new Change.NodeGone(type(in), in.u32());
            case 3 -> new Change.ClientIdUsed(in.u32());
            case 4 -> new Change.RootSet(new RootOwner(in.u32(), in.bool()));
            case 5 -> new Change.TargetNumbered(in.str(), in.u16());
            case 6 -> new Change.TargetMapped(in.u16(), in.u32());
            case 7 -> new Change.TargetUnmapped(in.u16());
            case 8 -> new Change.GroupPut(type(in), in.u16(), BuddyGroup.read(in));
            case 9 -> new Change.GroupGone(type(in), in.u16());
            case 10 -> new Change.PoolNamed(in.u16(), in.str());
            case 11 -> new Change.PoolGone(in.u16());
            case 12 -> new Change.TargetPooled(in.u16(), in.u16());
            case 13 -> new Change.GroupPooled(in.u16(), in.u16());
            case 14 -> new Change.ConsistencySet(type(in), in.u16(),
                    consistency(in));
            case 15 -> new Change.LimitSet(in.u16(), QuotaData.read(in));
            case 16 -> new Change.DefaultLimitsSet(in.u16(), QuotaDefaultLimits.read(in));
            default -> throw new WireFormatException("unknown kind of step " + kind);
        };
    }

    private static NodeType type(WireReader in) throws WireFormatException {
        int number = in.u8();
        return NodeType.of(number).orElseThrow(() -> new WireFormatException("node type " + number));
    }

    private static Consistency consistency(WireReader in) throws WireFormatException {
        int number = in.u8();
        return Consistency.of(number).orElseThrow(() -> new WireFormatException("consistency " + number));
    }
}
