package org.apiaryfs.meta.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apiaryfs.protocol.meta.StreamInput;
import org.apiaryfs.protocol.meta.XAttrPacket;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;
import org.apiaryfs.transport.Exchange;

/** The extended attributes that follow a file which moves to another server (spec meta §7.2). Stateless. */
final class XattrStream {
    /** Bytes; more of one file isn't taken, so that nobody can fill the memory. */
    private static final long MOST_BYTES = 16 << 20;

    private XattrStream() {}

    /** The stream of some attributes. */
    static byte[] write(Map<String, byte[]> xattrs) {
        ByteBuf out = Unpooled.buffer();
        WireWriter writer = new WireWriter(out);
        xattrs.forEach((name, value) -> new XAttrPacket.Attribute(name, value).write(writer));
        XAttrPacket.Mark.END.write(writer);
        return ByteBufUtil.getBytes(out);
    }

    /**
     * Reads the stream to its end. Blocks its thread.
     *
     * @return empty if the sender failed
     * @throws IOException if the connection ends before, or what comes is too long to go on
     */
    static Optional<Map<String, byte[]>> read(Exchange exchange) throws IOException {
        Map<String, byte[]> xattrs = new LinkedHashMap<>();
        long total = 0;
        StreamInput in = bytes -> take(exchange, bytes);
        while (true) {
            switch (next(in)) {
                case XAttrPacket.Attribute attribute -> {
                    total += attribute.name().length() + attribute.value().length;
                    xattrs.put(attribute.name(), attribute.value());
                }
                case XAttrPacket.Mark mark -> {
                    return mark == XAttrPacket.Mark.END ? Optional.of(xattrs) : Optional.empty();
                }
                case XAttrPacket.Oversized oversized -> throw new IOException("extended attribute with a name of " + oversized.nameLength()
                        + " and a value of " + Long.toUnsignedString(oversized.valueLength()) + " bytes");
            }
            if (total > MOST_BYTES) {
                throw new IOException("more than " + MOST_BYTES + " bytes of extended attributes");
            }
        }
    }

    private static XAttrPacket next(StreamInput in) throws IOException {
        try {
            return XAttrPacket.read(in);
        } catch (WireFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static WireReader take(Exchange exchange, int bytes) throws IOException {
        if (bytes == 0) {
            return new WireReader(Unpooled.EMPTY_BUFFER);
        }
        try {
            ByteBuf received = exchange.receive(bytes, bytes).join();
            try {
                return new WireReader(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(received)));
            } finally {
                received.release();
            }
        } catch (CompletionException e) {
            throw new IOException("the stream of extended attributes broke off: " + e.getCause().getMessage(), e);
        }
    }
}
