package org.apiaryfs.tests.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes histories of seeds: the same seed, the same history. Offsets gather where chunks meet and where the file ends. Immutable. */
final class FileSteps {
    private static final int PAGE = 4096;
    private static final int LARGEST_USUAL = 1 << 16;

    private final int chunk;
    private final int largest;
    private final boolean turns;

    /**
     * @param chunk bytes of the file's chunks
     * @param largest bytes that the file never exceeds
     * @param turns whether several mounts take turns
     */
    FileSteps(int chunk, int largest, boolean turns) {
        this.chunk = chunk;
        this.largest = largest;
        this.turns = turns;
    }

    List<FileStep> history(long seed, int steps) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FileStep> history = new ArrayList<>(steps);
        for (int i = 0; i < steps; i++) {
            history.add(step(random));
        }
        return history;
    }

    private FileStep step(SplittableRandom random) {
        int kind = random.nextInt(100);
        if (turns && kind < 8) {
            return new FileStep.Turn(random.nextBoolean());
        }
        long offset = offset(random);
        int length = (int) Math.min(length(random), largest - offset);
        long seed = random.nextLong();
        return switch (kind / 4) {
            case 2, 3, 4, 5 -> new FileStep.Read(offset, length);
            case 6, 7, 8, 9, 10 -> new FileStep.Write(offset, length, seed);
            case 11, 12 -> new FileStep.MappedRead(offset, length);
            case 13, 14 -> new FileStep.MappedWrite(offset, length, seed, random.nextBoolean());
            case 15 -> new FileStep.DirectRead(down(offset), up(length));
            case 16 -> new FileStep.DirectWrite(down(offset), up(length), seed);
            case 17 -> new FileStep.Append(length, seed);
            case 18 -> new FileStep.Resize(offset);
            case 19 -> new FileStep.CutAndRegrow(offset);
            case 20 -> new FileStep.Sync();
            case 21 -> new FileStep.Reopen();
            default -> random.nextBoolean() ? new FileStep.Size() : new FileStep.Read(offset, length);
        };
    }

    /** Below {@link #largest}. */
    private long offset(SplittableRandom random) {
        int any = random.nextInt(largest);
        return switch (random.nextInt(4)) {
            case 0 -> Math.clamp((long) any / chunk * chunk + random.nextInt(-PAGE, PAGE), 0, largest - 1);
            case 1 -> down(any);
            default -> any;
        };
    }

    private static int length(SplittableRandom random) {
        int bits = random.nextInt(Integer.SIZE - Integer.numberOfLeadingZeros(LARGEST_USUAL));
        int length = 1 + random.nextInt(1 << bits);
        return random.nextInt(64) == 0 ? 16 * length : length;
    }

    private static long down(long offset) {
        return offset / FileStep.DIRECT_UNIT * FileStep.DIRECT_UNIT;
    }

    private static int up(int length) {
        return (length + FileStep.DIRECT_UNIT - 1) / FileStep.DIRECT_UNIT * FileStep.DIRECT_UNIT;
    }
}
