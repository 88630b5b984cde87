package org.apiaryfs.daemons.beegfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolModesTest {
    private static List<Integer> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void nothingIsAnEmptyLine() {
        assertEquals(List.of(""), PoolModes.wrapped(List.of()));
    }

    @Test
    void numbersFillALineOfTwentyEightCharacters() {
        assertEquals(List.of("101,102,103,104,105,106,1007"), PoolModes.wrapped(List.of(101, 102, 103, 104, 105, 106, 1007)), "28 characters");
        assertEquals(List.of("101,102,103,104,105,106,", "10007"), PoolModes.wrapped(List.of(101, 102, 103, 104, 105, 106, 10_007)), "one more");
    }

    @Test
    void theCommaBelongsToTheLineThatGoesOn() {
        assertEquals(List.of("101,102,103,104,105,106,107,", "108,109,110"), PoolModes.wrapped(ids(101, 110)));
        assertEquals(List.of("101,102,103,104,105,106,", "1007,1008"), PoolModes.wrapped(List.of(101, 102, 103, 104, 105, 106, 1007, 1008)));
    }

    @Test
    void allNumbersAreThereInOrder() {
        List<String> lines = PoolModes.wrapped(ids(1, 500));
        assertEquals(ids(1, 500), Arrays.stream(String.join("", lines).split(",")).map(Integer::valueOf).toList());
        assertEquals(List.of(), lines.stream().filter(line -> line.length() > 28).toList());
    }
}
