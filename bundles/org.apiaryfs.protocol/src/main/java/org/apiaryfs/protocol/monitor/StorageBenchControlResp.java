package org.apiaryfs.protocol.monitor;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link StorageBenchControl} (spec storage §10). Immutable.
 *
 * @param status 0 uninitialised, 1 initialised, 2 error, 3 running, 4 stopping, 5 stopped, 6 finishing, 7 finished
 * @param action action that was asked for
 * @param benchType 0 read, 1 write, 2 none
 * @param errorCode 0 = none; a number of the benchmark's own
 * @param targetIds targets
 * @param throughput KiB/s per target; only in answers to STATUS
 */
public record StorageBenchControlResp(
        int status, int action, int benchType, int errorCode, List<Integer> targetIds,
        List<Long> throughput) implements Message {
    public StorageBenchControlResp {
        targetIds = List.copyOf(targetIds);
        throughput = List.copyOf(throughput);
    }

    public static StorageBenchControlResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new StorageBenchControlResp(in.i32(), in.i32(), in.i32(), in.i32(), in.u16Seq(),
                in.seq(WireReader::i64));
    }

    @Override
    public MessageType type() {
        return MessageType.STORAGE_BENCH_CONTROL_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(status);
        out.i32(action);
        out.i32(benchType);
        out.i32(errorCode);
        out.u16Seq(targetIds);
        out.seq(throughput, WireWriter::i64);
    }
}
