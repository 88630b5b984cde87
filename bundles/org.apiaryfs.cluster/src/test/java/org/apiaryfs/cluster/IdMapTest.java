package org.apiaryfs.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdMapTest {
    private static TreeMap<Integer, String> model() {
        return new TreeMap<>(Integer::compareUnsigned);
    }

    private static void same(TreeMap<Integer, String> model, IdMap<String> map) {
        assertEquals(new ArrayList<>(model.entrySet()), new ArrayList<>(map.asMap().entrySet()));
        assertEquals(model.size(), map.size());
        assertEquals(List.copyOf(model.keySet()), map.ids());
        assertEquals(model.isEmpty(), map.isEmpty());
    }

    /** Small numbers, and some of both ends and the middle. */
    private static int id(Random random) {
        int id = random.nextInt(50);
        return switch (random.nextInt(4)) {
            case 0 -> -1 - id;
            case 1 -> Integer.MAX_VALUE - 25 + id;
            default -> id;
        };
    }

    @Test
    void isWhatAnOrdinaryMapIs() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            TreeMap<Integer, String> model = model();
            IdMap<String> map = IdMap.empty();
            for (int step = 0; step < 200; step++) {
                int id = id(random);
                IdMap<String> before = map;
                TreeMap<Integer, String> modelBefore = model();
                modelBefore.putAll(model);
                if (random.nextInt(3) == 0) {
                    model.remove(id);
                    map = map.without(id);
                } else {
                    model.put(id, "v" + step);
                    map = map.with(id, "v" + step);
                }
                same(modelBefore, before);
                int other = id(random);
                assertEquals(Optional.ofNullable(model.get(other)), map.get(other));
                assertEquals(model.containsKey(other), map.has(other));
                assertEquals(model.getOrDefault(other, "none"), map.getOr(other, "none"));
                if (Integer.compareUnsigned(other, id) <= 0) {
                    assertEquals(model.subMap(other, true, id, true).values().stream().limit(10).toList(), map.values(other, id, 10));
                }
            }
            same(model, map);
            List<Integer> shuffled = new ArrayList<>(model.keySet());
            Collections.shuffle(shuffled, random);
            IdMap<String> again = IdMap.<String>empty().with(shuffled, model::get);
            assertEquals(map, again);
            assertEquals(map.hashCode(), again.hashCode());
            assertEquals(map.asMap(), model);
            assertNotEquals(map, again.with(id(random), "other"));
        }
    }

    @Test
    void ofValues() {
        IdMap<String> map = IdMap.of(List.of("3a", "1b", "3c", "9d"), s -> s.charAt(0) - '0');
        assertEquals("{1=1b, 3=3c, 9=9d}", map.toString());
        assertEquals(IdMap.<String>empty().with(9, "9d").with(3, "3c").with(1, "1b"), map);
        assertSame(IdMap.empty(), IdMap.of(List.of(), o -> 0));
        Random random = new Random(3);
        List<Integer> ids = random.ints(1000).boxed().toList();
        TreeMap<Integer, String> model = model();
        ids.forEach(id -> model.put(id, "v" + id));
        same(model, IdMap.of(ids.stream().map(id -> "v" + id).toList(), v -> Integer.parseInt(v.substring(1))));
    }

    @Test
    void freeNumbers() {
        IdMap<String> none = IdMap.empty();
        assertEquals(Optional.of(1), none.nextId(9));
        assertEquals(Optional.of(4), none.lowestFree(4, 9));
        IdMap<String> some = none.with(List.of(1, 2, 4), i -> "");
        assertEquals(Optional.of(5), some.nextId(9));
        assertEquals(Optional.of(3), some.nextId(4));
        assertEquals(Optional.of(3), some.lowestFree(1, 9));
        assertEquals(Optional.of(5), some.lowestFree(4, 9));
        assertEquals(Optional.empty(), some.lowestFree(4, 4));
        assertEquals(Optional.empty(), some.lowestFree(1, 2));
        assertEquals(Optional.empty(), some.with(-1, "").lowestFree(-1, -1));
    }

    @Test
    void theLookAsAMapIsForReading() {
        Map<Integer, String> look = IdMap.<String>empty().with(5, "five").asMap();
        assertEquals("five", look.get(5));
        assertTrue(look.containsKey(5));
        assertFalse(look.containsKey(6));
        assertEquals(Map.of(5, "five"), look);
        assertThrows(UnsupportedOperationException.class, () -> look.put(1, "one"));
        assertThrows(UnsupportedOperationException.class, look::clear);
    }
}
