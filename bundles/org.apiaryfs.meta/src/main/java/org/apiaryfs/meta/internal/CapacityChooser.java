package org.apiaryfs.meta.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apiaryfs.protocol.model.CapacityPools;

/**
 * Chooses members of capacity pools, be they storage targets or metadata nodes: those with enough
 * space first (spec meta §4.5). Thread-safe.
 */
final class CapacityChooser {
    private final Supplier<RandomGenerator> random;

    /** @param random asked for a source each time, so that threads needn't share one */
    CapacityChooser(Supplier<RandomGenerator> random) {
        this.random = random;
    }

    /**
     * Chooses members.
     *
     * @param wanted how many, if there are so many
     * @param preferred members to take first; empty = no preference
     * @return distinct members; fewer than wanted, perhaps none, if there are no more
     */
    List<Integer> choose(CapacityPools pools, int wanted, List<Integer> preferred) {
        return preferred.isEmpty() ? randomized(pools, wanted) : preferred(pools, wanted, preferred);
    }

    static List<Integer> sorted(List<Integer> pool) {
        return pool.stream().sorted().toList();
    }

    /** From the better pools first; a worse one is touched only while there is nothing at all. */
    private List<Integer> randomized(CapacityPools pools, int wanted) {
        List<Integer> chosen = new ArrayList<>();
        for (List<Integer> pool : pools.all()) {
            chosen.addAll(spread(sorted(pool), wanted - chosen.size()));
            if (!chosen.isEmpty()) {
                break;
            }
        }
        return chosen;
    }

    /** One random member of each of as many equal parts of the ring, beginning anywhere. */
    private List<Integer> spread(List<Integer> ring, int wanted) {
        int n = ring.size();
        int k = Math.min(wanted, n);
        List<Integer> chosen = new ArrayList<>(k);
        if (k > 0) {
            RandomGenerator source = random.get();
            int start = source.nextInt(n);
            int part = n / k;
            for (int i = 0; i < k; i++) {
                int size = i == k - 1 ? n - part * (k - 1) : part;
                chosen.add(ring.get((start + i * part + source.nextInt(size)) % n));
            }
        }
        return chosen;
    }

    private List<Integer> preferred(CapacityPools pools, int wanted, List<Integer> preferred) {
        RandomGenerator source = random.get();
        List<Integer> chosen = new ArrayList<>();
        List<List<Integer>> good = List.of(pools.normal(), pools.low());
        for (List<Integer> pool : good) {
            cyclic(preferred.stream().filter(pool::contains).distinct().toList(), source, wanted, chosen);
        }
        if (chosen.isEmpty()) {
            good.forEach(pool -> cyclic(sorted(pool), source, wanted, chosen));
        }
        if (chosen.isEmpty()) {
            cyclic(preferred.stream().filter(pools.emergency()::contains).distinct().toList(), source, wanted, chosen);
        }
        if (chosen.isEmpty()) {
            cyclic(sorted(pools.emergency()), source, wanted, chosen);
        }
        return chosen;
    }

    private static void cyclic(List<Integer> ring, RandomGenerator source, int wanted, List<Integer> chosen) {
        if (ring.isEmpty()) {
            return;
        }
        int start = source.nextInt(ring.size());
        for (int i = 0; i < ring.size() && chosen.size() < wanted; i++) {
            Integer target = ring.get((start + i) % ring.size());
            if (!chosen.contains(target)) {
                chosen.add(target);
            }
        }
    }
}
