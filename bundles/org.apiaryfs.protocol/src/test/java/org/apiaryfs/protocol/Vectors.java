package org.apiaryfs.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apiaryfs.protocol.wire.WireFormatException;

/** Recorded messages of the reference programs; see the README beside the files. Thread-safe. */
public final class Vectors {
    private static final ObjectReader LINE = new ObjectMapper().readerFor(Line.class);
    private static final List<String> FILES = List.of("control", "nodes", "storage", "session", "fsck", "mon", "helperd");

    private Vectors() {}

    /** A line of a vector file; names as in the file. */
    public record Line(
            String flow, String kind, String dir, String proto, int conn, int pair, int type, String type_name,
            boolean truncated, String hex) {
        /** True for messages that were recorded from start to end. */
        public boolean whole() {
            return kind.equals("msg") && !truncated;
        }

        public byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    private static final class Examples {
        static final List<Line> ALL = FILES.stream().flatMap(f -> load(f + ".jsonl")).filter(Line::whole).toList();
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("vectors/" + file), file);
        return file.endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static Line parse(String line) {
        try {
            return LINE.readValue(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Line> load(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.ISO_8859_1))) {
            return reader.lines().map(Vectors::parse).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The examples of all types. */
    public static List<Line> examples() {
        return Examples.ALL;
    }

    /** Hands over the lines of all recorded conversations, raw data too, in order. */
    public static void flows(Consumer<Line> consumer) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(open("flows.jsonl.gz"), StandardCharsets.ISO_8859_1))) {
            reader.lines().map(Vectors::parse).forEach(consumer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decoded examples of a type. */
    public static Stream<Envelope> decoded(MessageType type) {
        return examples().stream().filter(line -> line.type() == type.number()).map(line -> decode(line.bytes()));
    }

    /** The first decoded example of a message that satisfies a condition. */
    public static <M extends Message> M first(MessageType type, Class<M> shape, Predicate<M> condition) {
        return decoded(type).map(envelope -> shape.cast(envelope.message())).filter(condition).findFirst()
                .orElseThrow(() -> new AssertionError("no such example of " + type));
    }

    /** The first decoded example of a message. */
    public static <M extends Message> M first(MessageType type, Class<M> shape) {
        return first(type, shape, message -> true);
    }

    /**
     * Asserts that one of the recorded examples means exactly this message. The expected values come
     * from decoding the recording with another program.
     */
    public static void assertRecorded(Message expected) {
        List<Message> recorded = decoded(expected.type()).map(Envelope::message).distinct().toList();
        assertTrue(recorded.contains(expected), () -> expected + " is none of " + recorded);
    }

    public static Envelope decode(byte[] bytes) {
        try {
            return Envelope.read(Unpooled.wrappedBuffer(bytes));
        } catch (WireFormatException e) {
            throw new AssertionError(e);
        }
    }

    public static byte[] encode(Envelope envelope) {
        ByteBuf out = Unpooled.buffer();
        envelope.write(out);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    /** Bytes written as in the specification: hex digits, blanks and line breaks. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }
}
