package org.apiaryfs.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.protocol.MessageType;

/**
 * Which handler serves which message, and where it runs. Immutable, thread-safe.
 *
 * <p>AuthenticateChannel, SetChannelDirect, PeerInfo and Dummy are the server's own affair and need no entry.
 */
public final class HandlerTable {
    private final Map<MessageType, Entry> entries;

    private HandlerTable(Map<MessageType, Entry> entries) {
        this.entries = entries;
    }

    /**
     * One row.
     *
     * @param dispatch where the handler runs
     * @param handler serves the message
     */
    public record Entry(Dispatch dispatch, RequestHandler handler) {}

    /** The row of a message type; empty if this server doesn't serve it. */
    public Optional<Entry> entry(MessageType type) {
        return Optional.ofNullable(entries.get(type));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects rows. Not thread-safe. */
    public static final class Builder {
        private final Map<MessageType, Entry> entries = new EnumMap<>(MessageType.class);

        private Builder() {}

        /** @throws IllegalStateException if the type has a handler already */
        public Builder on(MessageType type, Dispatch dispatch, RequestHandler handler) {
            if (entries.putIfAbsent(type, new Entry(dispatch, handler)) != null) {
                throw new IllegalStateException("two handlers for " + type);
            }
            return this;
        }

        /** A handler that returns its response. */
        public Builder answer(MessageType type, Dispatch dispatch, RequestHandler.Answerer answerer) {
            return on(type, dispatch, RequestHandler.answering(answerer));
        }

        public HandlerTable build() {
            return new HandlerTable(new EnumMap<>(entries));
        }
    }
}
