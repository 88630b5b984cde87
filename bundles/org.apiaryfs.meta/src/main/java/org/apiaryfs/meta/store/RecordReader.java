package org.apiaryfs.meta.store;

import java.nio.charset.StandardCharsets;

/**
 * Reads one stored record. A record that ends early or has an unknown version means a damaged store
 * or one of a newer release: {@link StoreException}. Not thread-safe.
 */
final class RecordReader {
    private final byte[] in;
    private final String what;
    private int at;

    /** @param what kind of record, for error texts */
    RecordReader(byte[] in, String what) {
        this.in = in;
        this.what = what;
    }

    private int take(int bytes) {
        if (bytes > in.length - at) {
            throw new StoreException("damaged " + what + " record: " + in.length + " bytes, more expected");
        }
        int from = at;
        at += bytes;
        return from;
    }

    /** Reads the version byte and refuses versions above the one known. */
    int version(int known) {
        int version = u8();
        if (version < 1 || version > known) {
            throw new StoreException(what + " record of version " + version + ", this release knows up to " + known);
        }
        return version;
    }

    boolean atEnd() {
        return at == in.length;
    }

    int u8() {
        return in[take(1)] & 0xff;
    }

    int u16() {
        return u8() | u8() << 8;
    }

    int u32() {
        return Integer.reverseBytes(Bytes.getInt(in, take(4)));
    }

    long i64() {
        return Long.reverseBytes(Bytes.getLong(in, take(8)));
    }

    EntryKey key() {
        return EntryKey.at(in, take(EntryKey.SIZE));
    }

    String text(int length) {
        return new String(in, take(length), length, StandardCharsets.ISO_8859_1);
    }

    void skip(int bytes) {
        take(bytes);
    }
}
