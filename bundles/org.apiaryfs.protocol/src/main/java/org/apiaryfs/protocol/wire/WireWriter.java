package org.apiaryfs.protocol.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the primitives of spec framing §3 to the end of a buffer, which grows as needed.
 *
 * <p>The counterpart of {@link WireReader}, with the same Java types. Values are written as they
 * are: a {@code u16} loses bits above 16. Not thread-safe; the buffer belongs to the caller.
 */
public final class WireWriter {
    private final ByteBuf out;

    public WireWriter(ByteBuf out) {
        this.out = out;
    }

    /** Writes one element of a collection. */
    @FunctionalInterface
    public interface Element<T> {
        void write(WireWriter out, T value);
    }

    /** A field that is left out where there is no value. */
    public <T> void optional(Optional<? extends T> value, Element<T> field) {
        if (value.isPresent()) {
            field.write(this, value.get());
        }
    }

    /** Zero bytes after a string of this length in a {@code strAlign4}. */
    static int padding4(int length) {
        return -(4 + length + 1) & 3;
    }

    public void u8(int value) {
        out.writeByte(value);
    }

    public void bool(boolean value) {
        out.writeByte(value ? 1 : 0);
    }

    public void u16(int value) {
        out.writeShortLE(value);
    }

    public void i16(int value) {
        out.writeShortLE(value);
    }

    public void i32(int value) {
        out.writeIntLE(value);
    }

    public void u32(int value) {
        out.writeIntLE(value);
    }

    public void i64(long value) {
        out.writeLongLE(value);
    }

    public void u64(long value) {
        out.writeLongLE(value);
    }

    public void zeros(int bytes) {
        out.writeZero(bytes);
    }

    public void raw(byte[] bytes) {
        out.writeBytes(bytes);
    }

    public void str(String text) {
        out.writeIntLE(text.length());
        out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        out.writeByte(0);
    }

    public void strAlign4(String text) {
        str(text);
        out.writeZero(padding4(text.length()));
    }

    public void bytes(byte[] bytes) {
        out.writeIntLE(bytes.length);
        out.writeBytes(bytes);
    }

    /** A string in a field of fixed size: cut so that one NUL remains, then padded with NULs. */
    public void fixedStr(String text, int size) {
        byte[] field = Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), size);
        field[size - 1] = 0;
        out.writeBytes(field);
    }

    /** {@code seq}: byte length (with these two words), count, elements. */
    public <T> void seq(Collection<? extends T> values, Element<T> element) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        out.writeIntLE(values.size());
        for (T value : values) {
            element.write(this, value);
        }
        out.setIntLE(start, out.writerIndex() - start);
    }

    /** {@code cseq}: count, elements. */
    public <T> void countedSeq(Collection<? extends T> values, Element<T> element) {
        out.writeIntLE(values.size());
        for (T value : values) {
            element.write(this, value);
        }
    }

    /** {@code seq<u16>}. */
    public void u16Seq(List<Integer> values) {
        seq(values, WireWriter::u16);
    }

    /** {@code seq<u8>}. */
    public void u8Seq(List<Integer> values) {
        seq(values, WireWriter::u8);
    }

    /** {@code strSeq}; the strings must not contain NUL. */
    public void strSeq(List<String> values) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        out.writeIntLE(values.size());
        for (String value : values) {
            out.writeCharSequence(value, StandardCharsets.ISO_8859_1);
            out.writeByte(0);
        }
        out.setIntLE(start, out.writerIndex() - start);
    }

    /** {@code map}, in ascending key order. */
    public <K extends Comparable<K>, V> void map(Map<K, V> map, Element<K> key, Element<V> value) {
        SortedMap<K, V> sorted = map instanceof SortedMap<K, V> s && s.comparator() == null ? s : new TreeMap<>(map);
        out.writeIntLE(sorted.size());
        sorted.forEach((k, v) -> {
            key.write(this, k);
            value.write(this, v);
        });
    }
}
