package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks the management server for limits, or a storage server for usage (spec mgmtd §8, storage §8.1).
 * Immutable.
 *
 * @param query whose
 * @param quotaType 1 user, 2 group
 * @param targetSelection {@link #ALL_TARGETS}, {@link #EACH_TARGET}, {@link #ONE_TARGET}
 * @param targetId storage target; counts unless all are selected
 * @param pool storage pool; 0 = any
 */
public record GetQuotaInfo(Query query, int quotaType, int targetSelection, int targetId, int pool) implements Message {
    /** The sum over all targets. */
    public static final int ALL_TARGETS = 0;
    /** One of a row of requests, one per target. */
    public static final int EACH_TARGET = 1;
    /** Only about one target. */
    public static final int ONE_TARGET = 2;

    /** Whose quota is asked for. IDs are uids or gids, unsigned. */
    public sealed interface Query {}

    /** Nobody's. */
    public record None() implements Query {}

    /** That of one ID. */
    public record Single(int id) implements Query {}

    /** That of the IDs of a range; both ends belong to it. */
    public record Range(int first, int last) implements Query {}

    /** That of the IDs of a list. */
    public record Ids(List<Integer> ids) implements Query {
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    /** That of all that the server knows. */
    public record All() implements Query {}

    public static GetQuotaInfo read(WireReader in, MessageHeader header) throws WireFormatException {
        int queryType = in.i32();
        int quotaType = in.i32();
        Query query = switch (queryType) {
            case 0 -> new None();
            case 1 -> new Single(in.u32());
            case 2 -> new Range(in.u32(), in.u32());
            case 3 -> new Ids(in.seq(WireReader::u32));
            case 4 -> new All();
            default -> throw new WireFormatException("quota query type " + queryType);
        };
        return new GetQuotaInfo(query, quotaType, in.u32(), in.u16(), in.u16());
    }

    private static int number(Query query) {
        return switch (query) {
            case None() -> 0;
            case Single(_) -> 1;
            case Range(_, _) -> 2;
            case Ids(_) -> 3;
            case All() -> 4;
        };
    }

    @Override
    public MessageType type() {
        return MessageType.GET_QUOTA_INFO;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(number(query));
        out.i32(quotaType);
        switch (query) {
            case None() -> { }
            case Single(int id) -> out.u32(id);
            case Range(int first, int last) -> {
                out.u32(first);
                out.u32(last);
            }
            case Ids(List<Integer> ids) -> out.seq(ids, WireWriter::u32);
            case All() -> { }
        }
        out.u32(targetSelection);
        out.u16(targetId);
        out.u16(pool);
    }
}
