package org.apiaryfs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every message of the recorded conversations is decoded, and encoded again gives the same bytes. */
class FlowReplayTest {
    @Test
    void sameBytes() {
        Map<String, Integer> replayed = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        Vectors.flows(line -> {
            if (!line.whole()) {
                return;
            }
            try {
                byte[] bytes = line.bytes();
                if (Arrays.equals(bytes, Vectors.encode(Vectors.decode(bytes)))) {
                    replayed.merge(line.type_name(), 1, Integer::sum);
                } else {
                    failures.add(line.flow() + ": " + line.type_name() + " differs: " + line.hex());
                }
            } catch (AssertionError | RuntimeException e) {
                failures.add(line.flow() + ": " + line.type_name() + ": " + e.getMessage());
            }
        });
        assertEquals(List.of(), failures.subList(0, Math.min(10, failures.size())), failures.size() + " messages differ");
        int messages = replayed.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(messages > 16_000, messages + " messages of " + replayed.size() + " types");
    }
}
