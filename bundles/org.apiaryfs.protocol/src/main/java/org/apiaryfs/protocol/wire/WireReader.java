package org.apiaryfs.protocol.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the primitives of spec framing §3 from one message, never past its end.
 *
 * <p>Every method throws {@link WireFormatException}, and nothing else, if the bytes left don't hold
 * the field. Memory is allocated only for bytes that are really there, so a forged count can't
 * exhaust the heap. 16-bit fields come as {@code int} 0…65535; 32-bit fields as {@code int} with the
 * same bits; 64-bit fields as {@code long} with the same bits. Text is a byte string: one
 * {@code char} 0…255 per byte (ISO 8859-1).
 *
 * <p>Not thread-safe; the buffer belongs to the caller and must outlive the reader.
 */
public final class WireReader {
    /** Bytes of the length and count words before a {@code seq}. */
    private static final int SEQ_PREFIX = 8;

    private final ByteBuf in;
    private final int end;

    /** Reads the buffer's readable bytes. */
    public WireReader(ByteBuf in) {
        this.in = in;
        this.end = in.writerIndex();
    }

    /** Reads one element of a collection. */
    @FunctionalInterface
    public interface Element<T> {
        /** @throws WireFormatException if the element is damaged */
        T read(WireReader in) throws WireFormatException;
    }

    /** A field that is on the wire only under a condition, such as a header flag. */
    public <T> Optional<T> optional(boolean present, Element<T> field) throws WireFormatException {
        return present ? Optional.of(field.read(this)) : Optional.empty();
    }

    /** Bytes not read yet. */
    public int remaining() {
        return end - in.readerIndex();
    }

    private void need(int bytes) throws WireFormatException {
        if (bytes < 0 || remaining() < bytes) {
            throw new WireFormatException(
                    "truncated: a field of " + Integer.toUnsignedString(bytes) + " bytes where " + remaining() + " are left");
        }
    }

    public int u8() throws WireFormatException {
        need(1);
        return in.readUnsignedByte();
    }

    /** One byte; anything but zero is true. */
    public boolean bool() throws WireFormatException {
        return u8() != 0;
    }

    public int u16() throws WireFormatException {
        need(2);
        return in.readUnsignedShortLE();
    }

    public int i16() throws WireFormatException {
        need(2);
        return in.readShortLE();
    }

    public int i32() throws WireFormatException {
        need(4);
        return in.readIntLE();
    }

    /** The 32 bits as they are; values above 2^31-1 come out negative. */
    public int u32() throws WireFormatException {
        return i32();
    }

    public long i64() throws WireFormatException {
        need(8);
        return in.readLongLE();
    }

    /** The 64 bits as they are; values above 2^63-1 come out negative. */
    public long u64() throws WireFormatException {
        return i64();
    }

    /** Skips bytes whose content has no meaning. */
    public void skip(int bytes) throws WireFormatException {
        need(bytes);
        in.skipBytes(bytes);
    }

    /** Fixed number of raw bytes, copied. */
    public byte[] raw(int bytes) throws WireFormatException {
        need(bytes);
        byte[] copy = new byte[bytes];
        in.readBytes(copy);
        return copy;
    }

    private String text(int length) throws WireFormatException {
        need(length);
        String text = in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1);
        in.skipBytes(length);
        return text;
    }

    /** {@code str}: length, bytes and a NUL that isn't counted. */
    public String str() throws WireFormatException {
        String text = text(i32());
        if (u8() != 0) {
            throw new WireFormatException("string of " + text.length() + " bytes without its closing NUL");
        }
        return text;
    }

    /** {@code strAlign4}: a {@code str} padded so that the field's size is a multiple of 4. */
    public String strAlign4() throws WireFormatException {
        String text = str();
        skip(WireWriter.padding4(text.length()));
        return text;
    }

    /** {@code bytes}: a count and that many raw bytes. */
    public byte[] bytes() throws WireFormatException {
        return raw(i32());
    }

    /** A string of fixed size, NUL-padded; bytes after the first NUL have no meaning, nor has the last one. */
    public String fixedStr(int bytes) throws WireFormatException {
        String text = text(bytes - 1);
        skip(1);
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }

    /**
     * {@code seq}: byte length (with these two words), count, elements.
     *
     * @throws WireFormatException also if the elements don't fill exactly the stated length
     */
    public <T> List<T> seq(Element<T> element) throws WireFormatException {
        int start = in.readerIndex();
        int length = i32();
        int count = i32();
        if (length < SEQ_PREFIX || length - SEQ_PREFIX > remaining()) {
            throw new WireFormatException("list states " + Integer.toUnsignedString(length) + " bytes, " + remaining() + " are left");
        }
        List<T> list = elements(count, element);
        if (in.readerIndex() - start != length) {
            throw new WireFormatException(
                    "list states " + length + " bytes but its " + count + " elements take " + (in.readerIndex() - start));
        }
        return list;
    }

    /** {@code cseq}: count, elements. */
    public <T> List<T> countedSeq(Element<T> element) throws WireFormatException {
        return elements(i32(), element);
    }

    private <T> List<T> elements(int count, Element<T> element) throws WireFormatException {
        // No element is smaller than a byte, so a count above what is left is a lie.
        if (count < 0 || count > remaining()) {
            throw new WireFormatException(
                    "list states " + Integer.toUnsignedString(count) + " elements, " + remaining() + " bytes are left");
        }
        ArrayList<T> list = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            list.add(element.read(this));
        }
        return java.util.Collections.unmodifiableList(list);
    }

    /** {@code seq<u16>}, the usual list of target, group or node IDs. */
    public List<Integer> u16Seq() throws WireFormatException {
        return seq(WireReader::u16);
    }

    /** {@code seq<u8>}, such as a list of states. */
    public List<Integer> u8Seq() throws WireFormatException {
        return seq(WireReader::u8);
    }

    /** {@code strSeq}: byte length, count, the strings each closed by a NUL. */
    public List<String> strSeq() throws WireFormatException {
        int length = i32();
        int count = i32();
        int bytes = length - SEQ_PREFIX;
        if (length < SEQ_PREFIX || bytes > remaining() || count < 0 || count > bytes) {
            throw new WireFormatException("string list states " + Integer.toUnsignedString(length) + " bytes and "
                    + Integer.toUnsignedString(count) + " strings, " + remaining() + " bytes are left");
        }
        int limit = in.readerIndex() + bytes;
        ArrayList<String> list = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            int nul = in.indexOf(in.readerIndex(), limit, (byte) 0);
            if (nul < 0) {
                throw new WireFormatException("string " + i + " of " + count + " runs past the end of its list");
            }
            list.add(text(nul - in.readerIndex()));
            in.skipBytes(1);
        }
        if (in.readerIndex() != limit) {
            throw new WireFormatException("string list states " + length + " bytes but its strings take fewer");
        }
        return java.util.Collections.unmodifiableList(list);
    }

    /** {@code map}: count, then key and value in turn. Of equal keys the last counts. Keeps the order. */
    public <K, V> Map<K, V> map(Element<K> key, Element<V> value) throws WireFormatException {
        int count = i32();
        if (count < 0 || count > remaining()) {
            throw new WireFormatException(
                    "map states " + Integer.toUnsignedString(count) + " entries, " + remaining() + " bytes are left");
        }
        Map<K, V> map = LinkedHashMap.newLinkedHashMap(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            K k = key.read(this);
            map.put(k, value.read(this));
        }
        return java.util.Collections.unmodifiableMap(map);
    }
}
