package org.apiaryfs.monitor;

import org.apiaryfs.admin.Space;

/** What is measured. Rates are per second, the rest are states at a moment. */
public enum Measure {
    /** Bytes per second read from disks; storage servers only. */
    READ,
    /** Bytes per second written to disks; storage servers only. */
    WRITTEN,
    /** Requests finished per second. */
    REQUESTS,
    /** Requests that wait for a worker. */
    QUEUED,
    /** Workers at work. */
    BUSY,
    /** Bytes per second to the network. */
    SENT,
    /** Bytes per second from the network. */
    RECEIVED,
    /** Bytes in use on a target. */
    SPACE_USED,
    /** Bytes that a target has in all. */
    SPACE_TOTAL,
    /** Inodes in use on a target; 0 if it has no fixed number of them. */
    INODES_USED,
    /** Inodes that a target has in all; 0 likewise. */
    INODES_TOTAL;

    /** Whether it is a target's, known minute by minute; else it is a server's, known second by second. */
    public boolean ofTarget() {
        return switch (this) {
            case SPACE_USED, SPACE_TOTAL, INODES_USED, INODES_TOTAL -> true;
            case READ, WRITTEN, REQUESTS, QUEUED, BUSY, SENT, RECEIVED -> false;
        };
    }

    /** Of a target's space; NaN if it isn't about that. */
    double of(Space.Known space) {
        return switch (this) {
            case SPACE_USED -> space.total() - space.free();
            case SPACE_TOTAL -> space.total();
            case INODES_USED -> space.inodesTotal() - space.inodesFree();
            case INODES_TOTAL -> space.inodesTotal();
            case READ, WRITTEN, REQUESTS, QUEUED, BUSY, SENT, RECEIVED -> Double.NaN;
        };
    }
}
