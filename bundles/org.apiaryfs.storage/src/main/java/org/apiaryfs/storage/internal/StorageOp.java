package org.apiaryfs.storage.internal;

/** Operations that are counted per client and user, in the order in which they are reported (spec storage §9.2). */
enum StorageOp {
    SUM, ACK, SET_CHANNEL_DIRECT, GET_ATTRIBS, SET_ATTRIBS, STATFS, TRUNCATE, CLOSE, FSYNC, READ, READ_BYTES, WRITE, WRITE_BYTES,
    GENERIC_DEBUG, HEARTBEAT, REMOVE_NODE, STORAGE_DATA, UNLINK
}
