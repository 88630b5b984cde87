package org.apiaryfs.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.MessageType;

/**
 * Which handler serves which message, and where it runs. Immutable, thread-safe.
 *
 * <p>AuthenticateChannel, SetChannelDirect, PeerInfo and Dummy are the server's own affair and need no entry.
 */
public final class HandlerTable {
    private final Map<MessageType, Entry> entries;
    private final Observer observer;

    private HandlerTable(Map<MessageType, Entry> entries, Observer observer) {
        this.entries = entries;
        this.observer = observer;
    }

    /** Sees every message of whoever has authenticated, those too that need no entry. */
    @FunctionalInterface
    public interface Observer {
        /** Called on the event loop, before a handler; must neither block nor throw. */
        void received(Envelope request, Peer from);
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

    public Observer observer() {
        return observer;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects rows. Not thread-safe. */
    public static final class Builder {
        private final Map<MessageType, Entry> entries = new EnumMap<>(MessageType.class);

        private Observer observer = (request, from) -> {};

        private Builder() {}

        public Builder observer(Observer sees) {
            observer = sees;
            return this;
        }

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
            return new HandlerTable(new EnumMap<>(entries), observer);
        }
    }
}
