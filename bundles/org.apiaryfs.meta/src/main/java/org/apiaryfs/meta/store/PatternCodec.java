package org.apiaryfs.meta.store;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.protocol.model.StripePattern;

/** Stored form of a stripe pattern. Stateless. */
final class PatternCodec {
    private PatternCodec() {}

    static void write(RecordWriter out, StripePattern pattern) {
        out.u8(pattern.typeNumber()).u32(pattern.chunkSize()).u16(pattern.poolId()).u32(pattern.defaultTargets());
        targets(out, pattern.targets());
        if (pattern.typeNumber() == StripePattern.RAID10) {
            targets(out, pattern.mirrorTargets());
        }
    }

    private static void targets(RecordWriter out, List<Integer> targets) {
        out.u16(targets.size());
        for (int target : targets) {
            out.u16(target);
        }
    }

    static StripePattern read(RecordReader in) {
        int type = in.u8();
        int chunkSize = in.u32();
        int pool = in.u16();
        int defaultTargets = in.u32();
        List<Integer> targets = targets(in);
        List<Integer> mirrors = type == StripePattern.RAID10 ? targets(in) : List.of();
        return new StripePattern(type, chunkSize, pool, true, defaultTargets, targets, mirrors);
    }

    private static List<Integer> targets(RecordReader in) {
        int count = in.u16();
        List<Integer> targets = new ArrayList<>(Math.min(count, 256));
        for (int i = 0; i < count; i++) {
            targets.add(in.u16());
        }
        return targets;
    }
}
