package org.apiaryfs.mgmt.internal.handlers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers to what everybody downloads: put together and encoded once, for all who ask until what they tell has changed. When a
 * cluster is switched on, thousands ask for the same lists. Thread-safe.
 */
final class EncodedAnswers {
    private final Map<Message, Kept> kept = new ConcurrentHashMap<>();

    /** @param of what the answer tells, by identity: parts of the state never change, others take their place */
    private record Kept(List<Object> of, Encoded answer) {
        boolean tells(List<Object> parts) {
            for (int i = 0; i < parts.size(); i++) {
                if (of.get(i) != parts.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A payload as it goes over the wire. Immutable. */
    private record Encoded(MessageType type, int featureFlags, byte[] payload) implements Message {
        static Encoded of(Message message) {
            ByteBuf out = Unpooled.buffer();
            message.write(new WireWriter(out));
            return new Encoded(message.type(), message.featureFlags(), ByteBufUtil.getBytes(out));
        }

        @Override
        public void write(WireWriter out) {
            out.raw(payload);
        }
    }

    /**
     * The answer to a question.
     *
     * @param question one of few
     * @param parts of the state, of which {@code make} makes the answer and of nothing else
     */
    Message to(Message question, List<Object> parts, Supplier<Message> make) {
        Kept last = kept.get(question);
        if (last == null || !last.tells(parts)) {
            last = new Kept(parts, Encoded.of(make.get()));
            kept.put(question, last);
        }
        return last.answer;
    }
}
