package org.apiaryfs.tests.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiaryfs.protocol.MessageTable;
import org.apiaryfs.protocol.MessageType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/wire-compat.md tells of every message number who understands, serves and sends it. */
class WirePageTest {
    private static final Page PAGE = Page.of("wire-compat.md");
    private static final int RANGE = 1000;

    private static MessageUse use;

    @BeforeAll
    static void readClasses() {
        use = MessageUse.ofAllModules();
    }

    @Test
    void everyNumber() throws IOException {
        Map<Integer, List<String>> ranges = new TreeMap<>();
        for (MessageType type : MessageType.values()) {
            if (request(type).isEmpty()) {
                ranges.computeIfAbsent(type.number() / RANGE * RANGE, r -> new ArrayList<>(List.of(
                        "| no. | answer | message | codec | served by | by datagram | sent by |", "|---|---|---|---|---|---|---|"))).add(row(type));
            }
        }
        for (Map.Entry<Integer, List<String>> range : ranges.entrySet()) {
            PAGE.has(Integer.toString(range.getKey()), range.getValue());
        }
    }

    @Test
    void count() throws IOException {
        long known = Arrays.stream(MessageType.values()).filter(MessageTable::knows).count();
        PAGE.has("count", List.of("Of the " + MessageType.values().length + " numbers of 7.4, " + known + " have a codec here."));
    }

    /** The reading of the classes finds what is known of some messages. */
    @Test
    void whoUsesSomeMessages() {
        assertEquals("mgmtd", use.servedBy(MessageType.REGISTER_NODE));
        assertEquals("storage", use.servedBy(MessageType.WRITE_LOCAL_FILE));
        assertEquals("all", use.servedBy(MessageType.HEARTBEAT_REQUEST));
        assertEquals("", use.servedBy(MessageType.RESYNC_LOCAL_FILE));
        assertEquals("client", use.receivedBy(MessageType.LOCK_GRANTED));
        assertEquals("client", use.sentBy(MessageType.WRITE_LOCAL_FILE));
        assertEquals("meta", use.sentBy(MessageType.TRUNC_LOCAL_FILE));
        assertEquals("storage", use.sentBy(MessageType.REGISTER_TARGET), "through the module that all daemons share");
    }

    private static String row(MessageType type) {
        Optional<MessageType> answer = answer(type);
        boolean known = MessageTable.knows(type) && answer.map(MessageTable::knows).orElse(true);
        return Page.row(type.number(), answer.map(a -> Integer.toString(a.number())).orElse(""), use.name(type), known ? "yes" : "no",
                use.servedBy(type), use.receivedBy(type), use.sentBy(type));
    }

    private static Optional<MessageType> answer(MessageType type) {
        return named(type.name() + "_RESP");
    }

    private static Optional<MessageType> request(MessageType type) {
        return type.name().endsWith("_RESP") ? named(type.name().substring(0, type.name().length() - "_RESP".length())) : Optional.empty();
    }

    private static Optional<MessageType> named(String name) {
        return Arrays.stream(MessageType.values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
