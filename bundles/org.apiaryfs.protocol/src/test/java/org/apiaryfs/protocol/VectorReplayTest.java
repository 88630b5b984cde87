package org.apiaryfs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every recorded example is decoded, and encoded again gives the same bytes. */
class VectorReplayTest {
    /** Examples by type; fails on one whose number 7.4 doesn't define. */
    private static Map<MessageType, List<Vectors.Line>> byType() {
        Map<MessageType, List<Vectors.Line>> map = new EnumMap<>(MessageType.class);
        for (Vectors.Line line : Vectors.examples()) {
            MessageType type = MessageType.of(line.type()).orElseThrow(() -> new AssertionError("type " + line.type()));
            map.merge(type, List.of(line), (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
        return map;
    }

    @TestFactory
    Stream<DynamicTest> sameBytes() {
        return byType().entrySet().stream().filter(entry -> MessageTable.knows(entry.getKey()))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().name(), () -> {
                    for (Vectors.Line line : entry.getValue()) {
                        Envelope envelope = Vectors.decode(line.bytes());
                        assertEquals(entry.getKey(), envelope.message().type());
                        assertEquals(line.hex(), HexFormat.of().formatHex(Vectors.encode(envelope)), envelope::toString);
                    }
                }));
    }

    @Test
    void everyRecordedTypeIsKnown() {
        Set<MessageType> unknown = EnumSet.noneOf(MessageType.class);
        byType().keySet().stream().filter(type -> !MessageTable.knows(type)).forEach(unknown::add);
        assertTrue(unknown.isEmpty(), "no decoder for " + unknown);
        assertTrue(byType().size() > 200, byType().size() + " types recorded");
    }
}
