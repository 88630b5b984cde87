package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apiaryfs.config.Config;
import org.apiaryfs.meta.MetaKeys;
import org.apiaryfs.meta.TargetChoice;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.StoragePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TargetChooserTest {
    private static final List<Integer> NORMAL = List.of(1, 2, 3, 4, 11, 12);
    private static final CapacityPools POOLS = new CapacityPools(NORMAL, List.of(5, 6), List.of(7));
    private static final StoragePool POOL = pool(POOLS);
    private static final Random RANDOM = new Random(1);

    private static StoragePool pool(CapacityPools pools) {
        List<Map<Integer, List<Integer>>> byNode = pools.all().stream().map(members -> {
            Map<Integer, List<Integer>> nodes = new HashMap<>();
            members.forEach(target -> nodes.computeIfAbsent(target / 10, n -> new ArrayList<>()).add(target));
            return nodes;
        }).toList();
        return new StoragePool(1, "p", List.of(), List.of(), pools, byNode, Map.of(), new CapacityPools(List.of(), List.of(), List.of()));
    }

    private static List<Integer> choose(TargetChoice choice, StoragePool pool, int wanted, List<Integer> preferred) {
        return new TargetChooser(choice, () -> RANDOM).choose(pool, wanted, preferred);
    }

    @ParameterizedTest
    @EnumSource(TargetChoice.class)
    void chosenTargetsAreDistinctAndFromTheBestPool(TargetChoice choice) {
        for (int i = 0; i < 200; i++) {
            int wanted = 1 + i % 8;
            List<Integer> chosen = choose(choice, POOL, wanted, List.of());
            assertTrue(!chosen.isEmpty() && chosen.size() <= wanted, chosen::toString);
            assertEquals(chosen.size(), new HashSet<>(chosen).size());
            assertTrue(NORMAL.containsAll(chosen), chosen::toString);
        }
        StoragePool full = pool(new CapacityPools(List.of(), List.of(), List.of(7)));
        assertEquals(List.of(7), choose(choice, full, 4, List.of()));
        assertEquals(List.of(), choose(choice, pool(new CapacityPools(List.of(), List.of(), List.of())), 4, List.of()));
    }

    @Test
    void randomizedGivesAsManyAsThereAreAndEvenly() {
        Map<Integer, Integer> times = new HashMap<>();
        for (int i = 0; i < 6000; i++) {
            choose(TargetChoice.RANDOMIZED, POOL, 1, List.of()).forEach(target -> times.merge(target, 1, Integer::sum));
        }
        NORMAL.forEach(target -> assertEquals(1000, times.get(target), 200));
        assertEquals(new HashSet<>(NORMAL), new HashSet<>(choose(TargetChoice.RANDOMIZED, POOL, 6, List.of())));
    }

    @Test
    void preferredTargetsComeFirstWhateverTheChooser() {
        for (int i = 0; i < 50; i++) {
            assertEquals(new HashSet<>(List.of(3, 6)), new HashSet<>(choose(TargetChoice.ROUND_ROBIN, POOL, 4, List.of(3, 6, 99))));
            List<Integer> other = choose(TargetChoice.RANDOMIZED, POOL, 2, List.of(99));
            assertEquals(2, other.size());
            assertTrue(NORMAL.containsAll(other));
        }
        assertEquals(List.of(7), choose(TargetChoice.RANDOMIZED, pool(new CapacityPools(List.of(), List.of(), List.of(7, 8))), 1, List.of(7)));
    }

    @Test
    void roundRobinGoesOnWhereItStopped() {
        TargetChooser chooser = new TargetChooser(TargetChoice.ROUND_ROBIN, () -> RANDOM);
        List<Integer> all = new ArrayList<>();
        IntStream.range(0, 6).forEach(i -> all.addAll(chooser.choose(POOL, 2, List.of())));
        assertEquals(List.of(1, 2, 3, 4, 11, 12, 1, 2, 3, 4, 11, 12), all);
    }

    @Test
    void randomRobinGivesTheSameTargetsAsRoundRobinInAnyOrder() {
        TargetChooser chooser = new TargetChooser(TargetChoice.RANDOM_ROBIN, () -> RANDOM);
        Set<List<Integer>> orders = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            List<Integer> chosen = chooser.choose(POOL, 3, List.of());
            assertEquals(i % 2 == 0 ? Set.of(1, 2, 3) : Set.of(4, 11, 12), Set.copyOf(chosen));
            orders.add(chosen);
        }
        assertTrue(orders.size() > 6, orders::toString);
    }

    @ParameterizedTest
    @CsvSource({"randomized, RANDOMIZED", "roundrobin, ROUND_ROBIN", "randomrobin, RANDOM_ROBIN", "randominternode, RANDOM_INTER_NODE",
            "randomintranode, RANDOM_INTRA_NODE"})
    void theConfigurationNamesTheChooser(String word, TargetChoice choice) throws Exception {
        assertEquals(choice, Config.parse(MetaKeys.schema(), List.of("tuneTargetChooser=" + word)).get(MetaKeys.TARGET_CHOOSER));
    }

    @ParameterizedTest
    @EnumSource(TargetChoice.class)
    void preferredTargetsAreTakenByEveryChooser(TargetChoice choice) {
        for (int i = 0; i < 20; i++) {
            assertEquals(Set.of(2, 12), Set.copyOf(choose(choice, POOL, 2, List.of(2, 12))));
            assertEquals(1, choose(choice, POOL, 1, List.of(2, 12)).size());
        }
    }

    @Test
    void nodesAreSpreadOverOrKeptTo() {
        for (int i = 0; i < 50; i++) {
            List<Integer> inter = choose(TargetChoice.RANDOM_INTER_NODE, POOL, 2, List.of());
            assertEquals(2, inter.stream().map(target -> target / 10).distinct().count());
            List<Integer> intra = choose(TargetChoice.RANDOM_INTRA_NODE, POOL, 2, List.of());
            assertEquals(1, intra.stream().map(target -> target / 10).distinct().count());
        }
    }
}
