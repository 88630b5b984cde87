package org.apiaryfs.protocol.model;

import java.util.List;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * How a file's content is spread over targets, or how that of new files of a directory will be
 * (spec framing §4.7). Immutable.
 *
 * @param typeNumber {@link #RAID0}, {@link #RAID10}, {@link #BUDDY_MIRROR}
 * @param chunkSize bytes, a power of two ≥ 65536; 1 in the dummy pattern
 * @param poolId storage pool; 0 where the sender left it out
 * @param hasPool false if the pool isn't on the wire
 * @param defaultTargets number of targets that new files get
 * @param targets targets in stripe order, or buddy groups; empty for directories
 * @param mirrorTargets RAID10 only
 */
public record StripePattern(
        int typeNumber, int chunkSize, int poolId, boolean hasPool, int defaultTargets,
        List<Integer> targets, List<Integer> mirrorTargets) {
    public static final int RAID0 = 1;
    /** Legacy, no longer created. */
    public static final int RAID10 = 2;
    public static final int BUDDY_MIRROR = 3;
    /** Bytes; chunk size when nothing else is configured. */
    public static final int DEFAULT_CHUNK_SIZE = 512 * 1024;
    /** Bytes; no chunk is smaller. */
    public static final int MIN_CHUNK_SIZE = 64 * 1024;
    /** Number of targets when nothing else is configured. */
    public static final int DEFAULT_NUM_TARGETS = 4;
    /** The pool that always exists. */
    public static final int DEFAULT_POOL = 1;
    /** Stands where an answer needs a pattern but has none (spec meta §3.6). */
    public static final StripePattern DUMMY = new StripePattern(RAID0, 1, DEFAULT_POOL, true, 0, List.of(), List.of());

    private static final int NO_POOL = 0x0100_0000;
    private static final int MIN_LENGTH = 14;

    public StripePattern {
        targets = List.copyOf(targets);
        mirrorTargets = List.copyOf(mirrorTargets);
    }

    public static StripePattern raid0(int chunkSize, int poolId, int defaultTargets, List<Integer> targets) {
        return new StripePattern(RAID0, chunkSize, poolId, true, defaultTargets, targets, List.of());
    }

    /** The same for other targets. */
    public StripePattern withTargets(List<Integer> newTargets) {
        return new StripePattern(typeNumber, chunkSize, poolId, hasPool, defaultTargets, newTargets, mirrorTargets);
    }

    /** True if a chunk size may be given to files. */
    public static boolean validChunkSize(int bytes) {
        return bytes >= MIN_CHUNK_SIZE && Integer.bitCount(bytes) == 1;
    }

    public static StripePattern read(WireReader in) throws WireFormatException {
        int before = in.remaining();
        int length = in.u32();
        int type = in.u32();
        int chunkSize = in.u32();
        boolean hasPool = (type & NO_POOL) == 0;
        type &= ~NO_POOL;
        if (length < MIN_LENGTH) {
            throw new WireFormatException("stripe pattern of " + Integer.toUnsignedString(length) + " bytes, at least " + MIN_LENGTH + " expected");
        }
        if (chunkSize == 0) {
            throw new WireFormatException("stripe pattern with chunk size 0");
        }
        int pool = hasPool ? in.u16() : 0;
        int defaultTargets = in.u32();
        List<Integer> targets = in.u16Seq();
        List<Integer> mirrors = type == RAID10 ? in.u16Seq() : List.of();
        if (before - in.remaining() != length) {
            throw new WireFormatException("stripe pattern states " + length + " bytes but takes " + (before - in.remaining()));
        }
        return new StripePattern(type, chunkSize, pool, hasPool, defaultTargets, targets, mirrors);
    }

    public static void write(WireWriter out, StripePattern p) {
        int length = 4 + 4 + 4 + (p.hasPool ? 2 : 0) + 4 + 8 + 2 * p.targets.size()
                + (p.typeNumber == RAID10 ? 8 + 2 * p.mirrorTargets.size() : 0);
        out.u32(length);
        out.u32(p.hasPool ? p.typeNumber : p.typeNumber | NO_POOL);
        out.u32(p.chunkSize);
        if (p.hasPool) {
            out.u16(p.poolId);
        }
        out.u32(p.defaultTargets);
        out.u16Seq(p.targets);
        if (p.typeNumber == RAID10) {
            out.u16Seq(p.mirrorTargets);
        }
    }
}
