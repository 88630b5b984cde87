package org.apiaryfs.admin;

/**
 * A benchmark of storage targets, without network and clients (spec admin §3.7). Immutable.
 *
 * @param kind direction; a read needs files of an earlier write
 * @param blockSize bytes per read or write
 * @param size bytes per thread
 * @param threads per target
 * @param direct whether the page cache is bypassed
 */
public record DiskBenchmark(Kind kind, long blockSize, long size, int threads, boolean direct) {
    /** Direction. */
    public enum Kind { READ, WRITE }
}
