package org.apiaryfs.meta.store;

/**
 * One open file of a client. Immutable.
 *
 * @param client numeric node ID of the client
 * @param number of the handle, unique among those of the client
 * @param file entry ID
 * @param access access flags as sent at open
 */
public record SessionFile(int client, int number, EntryKey file, int access) {
    private static final int VERSION = 1;

    byte[] keyBytes() {
        return keyBytes(client, number);
    }

    static byte[] keyBytes(int client, int number) {
        byte[] key = new byte[8];
        Bytes.putInt(key, 0, client);
        Bytes.putInt(key, 4, number);
        return key;
    }

    byte[] encode() {
        return new RecordWriter(20).u8(VERSION).key(file).u32(access).bytes();
    }

    static SessionFile decode(byte[] key, byte[] value) {
        RecordReader in = new RecordReader(value, "session");
        in.version(VERSION);
        return new SessionFile(Bytes.getInt(key, 0), Bytes.getInt(key, 4), in.key(), in.u32());
    }
}
