package org.apiaryfs.meta.store;

/**
 * One open file of a client. Immutable.
 *
 * @param client numeric node ID of the client
 * @param number of the handle, unique among those of the client
 * @param file entry ID
 * @param access access flags as sent at open
 * @param opening number by which the client knows this opening, also when it asks again; 0 = none
 */
public record SessionFile(int client, int number, EntryKey file, int access, long opening) {
    private static final int VERSION = 1;

    /** An opening without number. */
    public SessionFile(int client, int number, EntryKey file, int access) {
        this(client, number, file, access, 0);
    }

    /** Whether another one is an attempt at the same opening. */
    public boolean repeats(SessionFile other) {
        return opening != 0 && opening == other.opening && client == other.client && access == other.access && file.equals(other.file);
    }

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
        RecordWriter out = new RecordWriter(28).u8(VERSION).key(file).u32(access);
        return opening == 0 ? out.bytes() : out.i64(opening).bytes();
    }

    static SessionFile decode(byte[] key, byte[] value) {
        RecordReader in = new RecordReader(value, "session");
        in.version(VERSION);
        return new SessionFile(Bytes.getInt(key, 0), Bytes.getInt(key, 4), in.key(), in.u32(), in.atEnd() ? 0 : in.i64());
    }
}
