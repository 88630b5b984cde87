package org.apiaryfs.tests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final List<Integer> HISTORY = IntStream.range(0, 1000).boxed().toList();

    @Test
    void leavesOnlyWhatMatters() throws Exception {
        assertEquals(List.of(17, 500, 999), Shrinker.shrink(HISTORY, Duration.ofMinutes(1), part -> part.containsAll(List.of(17, 500, 999))));
        assertEquals(List.of(0), Shrinker.shrink(HISTORY, Duration.ofMinutes(1), part -> part.contains(0)));
    }

    @Test
    void takesTheShortestSoFarWhenTheTimeIsOver() throws Exception {
        assertEquals(HISTORY, Shrinker.shrink(HISTORY, Duration.ZERO, part -> true));
    }
}
