package org.apiaryfs.storage.benchmark;

/**
 * What a benchmark does on each of its targets (spec storage §10). Immutable.
 *
 * @param kind direction
 * @param blockSize bytes per read or write, 1 to {@link #MAX_BLOCK}
 * @param size bytes per thread, ≥ 1
 * @param threads files and threads per target, 1 to {@link #MAX_THREADS}
 * @param direct whether the page cache is bypassed (open(2), O_DIRECT); block size and size are multiples of {@link #DIRECT_UNIT} then
 */
public record BenchmarkPlan(Kind kind, long blockSize, long size, int threads, boolean direct) {
    /** The largest block, since each thread holds one. */
    public static final long MAX_BLOCK = 64L << 20;
    /** The most threads per target. */
    public static final int MAX_THREADS = 256;
    /** What file systems want O_DIRECT to be aligned to. */
    public static final int DIRECT_UNIT = 4096;

    /** Direction, with its number on the wire. */
    public enum Kind {
        READ, WRITE;

        public int number() {
            return ordinal();
        }
    }

    /** @throws IllegalArgumentException with a sentence if a value is out of range */
    public BenchmarkPlan {
        if (blockSize < 1 || blockSize > MAX_BLOCK) {
            throw new IllegalArgumentException("block size " + blockSize + " is not between 1 and " + MAX_BLOCK);
        }
        if (size < 1) {
            throw new IllegalArgumentException("size " + size + " is less than 1");
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(threads + " threads are not between 1 and " + MAX_THREADS);
        }
        if (direct && (blockSize % DIRECT_UNIT != 0 || size % DIRECT_UNIT != 0)) {
            throw new IllegalArgumentException("with O_DIRECT block size and size must be multiples of " + DIRECT_UNIT);
        }
    }
}
