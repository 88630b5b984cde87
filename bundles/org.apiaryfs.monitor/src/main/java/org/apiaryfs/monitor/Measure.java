package org.apiaryfs.monitor;

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
    INODES_TOTAL
}
