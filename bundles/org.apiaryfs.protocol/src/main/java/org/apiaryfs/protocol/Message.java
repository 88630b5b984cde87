package org.apiaryfs.protocol;

import org.apiaryfs.protocol.wire.WireWriter;

/**
 * The payload of one BeeMsg message: an immutable record whose components are the fields of the
 * specification, under the specification's names and in its order.
 *
 * <p>Fields that are present only under a header flag are {@link java.util.Optional}s; the flag is
 * derived from them, so a record can't contradict its header. Each record has a static
 * {@code read(WireReader, MessageHeader)}, entered in {@link MessageTable}. Immutable and
 * thread-safe.
 */
public interface Message {
    /** The message's number. */
    MessageType type();

    /** Header feature flags that this content implies. */
    default int featureFlags() {
        return 0;
    }

    /** Writes the payload, without header and without requestor trailer. */
    void write(WireWriter out);
}
