package org.apiaryfs.protocol.monitor;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Starts, stops, observes or cleans up a benchmark of storage targets (spec storage §10). Immutable.
 *
 * @param action {@link #START}, {@link #STOP}, {@link #STATUS}, {@link #CLEANUP}, {@link #NO_ACTION}
 * @param benchType 0 read, 1 write, 2 none
 * @param blockSize bytes per work item
 * @param size bytes per thread
 * @param threads threads per target
 * @param directIo whether the page cache is bypassed
 * @param targetIds targets
 */
public record StorageBenchControl(
        int action, int benchType, long blockSize, long size, int threads, boolean directIo,
        List<Integer> targetIds) implements Message {
    public static final int START = 0;
    public static final int STOP = 1;
    public static final int STATUS = 2;
    public static final int CLEANUP = 3;
    public static final int NO_ACTION = 4;
    /** No benchType. */
    public static final int NO_TYPE = 2;

    public StorageBenchControl {
        targetIds = List.copyOf(targetIds);
    }

    public static StorageBenchControl read(WireReader in, MessageHeader header) throws WireFormatException {
        return new StorageBenchControl(in.i32(), in.i32(), in.i64(), in.i64(), in.i32(), in.bool(), in.u16Seq());
    }

    @Override
    public MessageType type() {
        return MessageType.STORAGE_BENCH_CONTROL;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(action);
        out.i32(benchType);
        out.i64(blockSize);
        out.i64(size);
        out.i32(threads);
        out.bool(directIo);
        out.u16Seq(targetIds);
    }
}
