package org.apiaryfs.meta.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apiaryfs.meta.TargetChoice;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.StoragePool;

/**
 * Chooses storage targets for new files: from those with enough space first (spec meta §4.5).
 * Thread-safe.
 */
final class TargetChooser {
    private final TargetChoice choice;
    private final Supplier<RandomGenerator> random;
    private final CapacityChooser members;
    /** Last target that round robin gave out. */
    private final AtomicInteger last = new AtomicInteger();

    /** @param random asked for a source each time, so that threads needn't share one */
    TargetChooser(TargetChoice choice, Supplier<RandomGenerator> random) {
        this.choice = choice;
        this.random = random;
        this.members = new CapacityChooser(random);
    }

    /**
     * Chooses targets of a pool.
     *
     * @param wanted how many, if there are so many
     * @param preferred targets to take first; empty = no preference
     * @return distinct targets in stripe order; fewer than wanted, perhaps none, if there are no more
     */
    List<Integer> choose(StoragePool pool, int wanted, List<Integer> preferred) {
        CapacityPools targets = pool.targetPools();
        if (!preferred.isEmpty()) {
            return members.choose(targets, wanted, preferred);
        }
        return switch (choice) {
            case RANDOMIZED -> members.choose(targets, wanted, List.of());
            case ROUND_ROBIN -> roundRobin(targets, wanted);
            case RANDOM_ROBIN -> shuffled(roundRobin(targets, wanted));
            case RANDOM_INTER_NODE -> overNodes(pool, wanted);
            case RANDOM_INTRA_NODE -> onOneNode(pool, wanted);
        };
    }

    private List<Integer> roundRobin(CapacityPools pools, int wanted) {
        List<Integer> ring = pools.all().stream().filter(pool -> !pool.isEmpty()).findFirst().map(CapacityChooser::sorted).orElse(List.of());
        int k = Math.min(wanted, ring.size());
        List<Integer> chosen = new ArrayList<>(k);
        for (int i = 0; i < k; i++) {
            chosen.add(last.updateAndGet(before -> ring.stream().filter(target -> target > before).findFirst().orElse(ring.getFirst())));
        }
        return chosen.stream().distinct().toList();
    }

    private List<Integer> shuffled(List<Integer> targets) {
        List<Integer> changed = new ArrayList<>(targets);
        Collections.shuffle(changed, random.get());
        return changed;
    }

    /** One random target each of consecutive nodes, beginning at any. */
    private List<Integer> overNodes(StoragePool pool, int wanted) {
        List<Integer> chosen = new ArrayList<>();
        RandomGenerator source = random.get();
        for (Map<Integer, List<Integer>> byNode : pool.targetsByNode()) {
            List<List<Integer>> nodes = new ArrayList<>(new TreeMap<>(byNode).values());
            nodes.removeIf(List::isEmpty);
            int start = nodes.isEmpty() ? 0 : source.nextInt(nodes.size());
            for (int i = 0; i < nodes.size() && chosen.size() < wanted; i++) {
                List<Integer> targets = nodes.get((start + i) % nodes.size());
                chosen.add(targets.get(source.nextInt(targets.size())));
            }
            if (!chosen.isEmpty()) {
                break;
            }
        }
        return chosen;
    }

    private List<Integer> onOneNode(StoragePool pool, int wanted) {
        RandomGenerator source = random.get();
        for (Map<Integer, List<Integer>> byNode : pool.targetsByNode()) {
            List<List<Integer>> nodes = byNode.values().stream().filter(targets -> !targets.isEmpty()).toList();
            if (!nodes.isEmpty()) {
                List<Integer> targets = shuffled(nodes.get(source.nextInt(nodes.size())));
                return targets.subList(0, Math.min(wanted, targets.size()));
            }
        }
        return List.of();
    }
}
