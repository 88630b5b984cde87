package org.apiaryfs.meta.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds the bytes of one stored record, little-endian. Not thread-safe. */
final class RecordWriter {
    private byte[] out;
    private int size;

    RecordWriter(int capacity) {
        out = new byte[capacity];
    }

    private int grow(int bytes) {
        int at = size;
        size += bytes;
        if (size > out.length) {
            out = Arrays.copyOf(out, Math.max(size, out.length * 2));
        }
        return at;
    }

    RecordWriter u8(int value) {
        int at = grow(1);
        out[at] = (byte) value;
        return this;
    }

    RecordWriter u16(int value) {
        return u8(value).u8(value >>> 8);
    }

    RecordWriter u32(int value) {
        int at = grow(4);
        Bytes.putInt(out, at, Integer.reverseBytes(value));
        return this;
    }

    RecordWriter i64(long value) {
        int at = grow(8);
        Bytes.putLong(out, at, Long.reverseBytes(value));
        return this;
    }

    RecordWriter key(EntryKey key) {
        int at = grow(EntryKey.SIZE);
        key.put(out, at);
        return this;
    }

    /** Raw characters of one byte each, without length. */
    RecordWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int at = grow(bytes.length);
        System.arraycopy(bytes, 0, out, at, bytes.length);
        return this;
    }

    byte[] bytes() {
        return size == out.length ? out : Arrays.copyOf(out, size);
    }
}
