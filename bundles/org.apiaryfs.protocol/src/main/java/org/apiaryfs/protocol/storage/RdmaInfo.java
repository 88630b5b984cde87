package org.apiaryfs.protocol.storage;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Memory of a client that a server reads or writes by RDMA (spec storage §3.2). Immutable.
 *
 * @param tag 0
 * @param key remote key of the client's memory region
 * @param buffers areas in the order in which they are used; 1 to {@link #MAX_BUFFERS}, any other
 *     number decodes but is to be refused as invalid
 */
public record RdmaInfo(int tag, long key, List<Buffer> buffers) {
    /** More areas aren't accepted by servers. */
    public static final int MAX_BUFFERS = 63;

    private static final int TAG_AND_KEY = 12;

    /**
     * One area; data go to or come from {@code dmaAddress + dmaOffset}, at most {@code dmaLength - dmaOffset} bytes.
     *
     * @param dmaAddress bus address in the client
     * @param dmaLength bytes
     * @param dmaOffset bytes from the start of the area
     */
    public record Buffer(long dmaAddress, long dmaLength, long dmaOffset) {
        static final int SIZE = 24;
    }

    public RdmaInfo {
        buffers = List.copyOf(buffers);
    }

    public static RdmaInfo read(WireReader in) throws WireFormatException {
        long count = in.u64();
        // A client without areas leaves out tag and key, a server writes them always.
        if (count == 0 && in.remaining() < TAG_AND_KEY) {
            return new RdmaInfo(0, 0, List.of());
        }
        int tag = in.i32();
        long key = in.u64();
        if (count < 0 || count > in.remaining() / Buffer.SIZE) {
            throw new WireFormatException(
                    "RDMA info states " + Long.toUnsignedString(count) + " buffers, " + in.remaining() + " bytes are left");
        }
        List<Buffer> buffers = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            buffers.add(new Buffer(in.u64(), in.u64(), in.u64()));
        }
        return new RdmaInfo(tag, key, buffers);
    }

    public static void write(WireWriter out, RdmaInfo info) {
        out.u64(info.buffers.size());
        out.i32(info.tag);
        out.u64(info.key);
        for (Buffer buffer : info.buffers) {
            out.u64(buffer.dmaAddress);
            out.u64(buffer.dmaLength);
            out.u64(buffer.dmaOffset);
        }
    }
}
