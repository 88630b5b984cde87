package org.apiaryfs.protocol;

import java.util.List;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.MirroredTimestamps;

/** Assertions about the recorded messages, and their entries in short. */
public final class Recorded {
    /** Who asked for the recorded requests that were forwarded: the client, or a server. */
    public static final Requestor CLIENT = new Requestor(3, 1);
    public static final Requestor SERVER = new Requestor(0, 0);

    private Recorded() {}

    /** Asserts that this message is among the examples of its type, with all its fields. */
    public static void has(Message message) {
        List<Message> examples = Vectors.decoded(message.type()).map(Envelope::message).toList();
        if (!examples.contains(message)) {
            throw new AssertionError("no " + message + " among\n" + examples);
        }
    }

    /** Asserts the same of a message that a primary forwarded. */
    public static void hasForwarded(Message message, Requestor requestor) {
        List<Envelope> examples = Vectors.decoded(message.type()).filter(e -> e.requestor().isPresent()).toList();
        if (examples.stream().noneMatch(e -> e.message().equals(message) && e.requestor().get().equals(requestor))) {
            throw new AssertionError("no " + message + " among\n" + examples);
        }
    }

    public static EntryInfo dir(String parentId, String entryId, String name, int owner) {
        return new EntryInfo(1, 0, parentId, entryId, name, owner);
    }

    public static EntryInfo file(String parentId, String entryId, String name, int owner) {
        return new EntryInfo(2, EntryInfo.INLINED, parentId, entryId, name, owner);
    }

    /** The same of a mirror group. */
    public static EntryInfo mirrored(EntryInfo entry) {
        return new EntryInfo(entry.typeNumber(), entry.flags() | EntryInfo.BUDDY_MIRRORED, entry.parentId(),
                entry.entryId(), entry.name(), entry.owner());
    }

    /** Times of an entry that was created and last changed then. */
    public static MirroredTimestamps times(long created, long changed) {
        return new MirroredTimestamps(created, changed, changed, created);
    }
}
