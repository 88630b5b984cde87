package org.apiaryfs.tests.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a history fits a specification: goes through it in the order of time and keeps all the worlds that could be the real
 * one, each being the names as they are and how far each running operation has got. An operation that ends must be through
 * in a world; where it isn't, others that are running may have gone before it (Lowe, "Testing for Linearizability", 2017:
 * just-in-time linearization). An observation is made in the first world in which it holds, since that forbids nothing later.
 *
 * <p>For one history. Not thread-safe.
 */
final class Linearizability {
    private static final int SHOWN = 60;
    /** So many worlds are looked at for one operation at most: each running operation may multiply them. */
    private static final int MOST_WORLDS = 500_000;

    private final Specification specification;
    private final List<Recorded> history;
    private final Map<Integer, List<Integer>> slots = new HashMap<>(); // of running operations, by ID
    private final List<Demand> running = new ArrayList<>(); // by slot; null = the slot is free
    private final BitSet used = new BitSet();
    private Set<World> worlds = new HashSet<>();
    private int mostWorlds;

    private Linearizability(Specification specification, Names first, List<Recorded> history) {
        this.specification = specification;
        this.history = history;
        worlds.add(new World(first, new long[0]));
    }

    /** A possible world. The progress of a slot that isn't used is 0. */
    private record World(Names names, long[] progress) {
        long at(int slot) {
            return slot < progress.length ? progress[slot] : Demand.Progress.START;
        }

        World with(Names now, int slot, long value) {
            long[] changed = Arrays.copyOf(progress, Math.max(progress.length, slot + 1));
            changed[slot] = value;
            return new World(now, trimmed(changed));
        }

        private static long[] trimmed(long[] values) {
            int length = values.length;
            while (length > 0 && values[length - 1] == 0) {
                length--;
            }
            return length == values.length ? values : Arrays.copyOf(values, length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof World world && names.equals(world.names) && Arrays.equals(progress, world.progress);
        }

        @Override
        public int hashCode() {
            return 31 * names.hashCode() + Arrays.hashCode(progress);
        }
    }

    /**
     * What a check came to.
     *
     * @param violation empty if the history fits; else the operation that doesn't, and what led to it
     * @param mostWorlds how many were possible at a time
     * @param complete false if there came to be too many to go on: what was looked at by then fits
     */
    record Verdict(Optional<String> violation, int mostWorlds, boolean complete) {}

    private static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** @param first the names before the history */
    static Verdict check(Specification specification, Names first, List<Recorded> history) {
        Linearizability check = new Linearizability(specification, first, history);
        try {
            return new Verdict(check.violation(), check.mostWorlds, true);
        } catch (TooMany e) {
            return new Verdict(Optional.empty(), check.mostWorlds, false);
        }
    }

    private record Event(long time, boolean end, Recorded recorded) {}

    private Optional<String> violation() {
        List<Event> events = new ArrayList<>(2 * history.size());
        for (Recorded recorded : history) {
            events.add(new Event(recorded.start(), false, recorded));
            events.add(new Event(recorded.end(), true, recorded));
        }
        events.sort(Comparator.comparingLong(Event::time).thenComparing(Event::end));
        for (Event event : events) {
            Recorded recorded = event.recorded;
            if (!event.end) {
                List<Demand> demands = specification.demands(recorded);
                if (demands.isEmpty()) {
                    return Optional.of("No such outcome is possible:\n" + recorded + '\n' + before(recorded));
                }
                begin(recorded, demands);
            } else {
                Set<World> possible = worlds;
                if (!end(recorded)) {
                    return Optional.of("No order of what ran by then explains this outcome:\n" + recorded + "\nBefore it, there could be\n"
                            + possible.stream().limit(SHOWN).map(w -> w.names.toString()).distinct().collect(Collectors.joining("\n")) + '\n' + before(recorded));
                }
            }
        }
        return Optional.empty();
    }

    private void begin(Recorded recorded, List<Demand> demands) {
        List<Integer> own = new ArrayList<>();
        for (Demand demand : demands) {
            int slot = used.nextClearBit(0);
            used.set(slot);
            own.add(slot);
            while (running.size() <= slot) {
                running.add(null);
            }
            running.set(slot, demand);
        }
        slots.put(recorded.id(), own);
        worlds = worlds.stream().map(this::observed).collect(Collectors.toCollection(HashSet::new));
    }

    /** The same world with everything observed that can be. */
    private World observed(World world) {
        World result = world;
        for (int slot = used.nextSetBit(0); slot >= 0; slot = used.nextSetBit(slot + 1)) {
            if (running.get(slot) instanceof Demand.Observation observation && result.at(slot) == Demand.Progress.START && observation.holds(world.names)) {
                result = result.with(world.names, slot, Demand.Progress.END);
            }
        }
        return result;
    }

    /** False if it is through in no world. */
    private boolean end(Recorded recorded) {
        for (int slot : slots.remove(recorded.id())) {
            worlds = through(slot);
            running.set(slot, null);
            used.clear(slot);
        }
        mostWorlds = Math.max(mostWorlds, worlds.size());
        return !worlds.isEmpty();
    }

    /** The worlds that follow and in which a slot's demand is met; it is forgotten in them. */
    private Set<World> through(int slot) {
        Set<World> met = new HashSet<>();
        Set<World> seen = new HashSet<>(worlds);
        Deque<World> open = new ArrayDeque<>(worlds);
        while (!open.isEmpty()) {
            World world = open.pop();
            if (world.at(slot) == Demand.Progress.END) {
                met.add(world.with(world.names, slot, Demand.Progress.START));
                continue;
            }
            for (int other = used.nextSetBit(0); other >= 0; other = used.nextSetBit(other + 1)) {
                if (running.get(other) instanceof Demand.Progress progress && world.at(other) != Demand.Progress.END) {
                    for (Demand.Step step : progress.next(world.names, world.at(other))) {
                        World next = observed(world.with(step.names(), other, step.progress()));
                        if (seen.add(next)) {
                            open.push(next);
                        }
                        if (seen.size() > MOST_WORLDS) {
                            throw new TooMany();
                        }
                    }
                }
            }
        }
        return met;
    }

    /** What ended last before an operation did, and what was running; then what was done with the same names. */
    private String before(Recorded last) {
        List<Recorded> earlier = history.stream().filter(r -> r.start() <= last.end()).sorted(Comparator.comparingLong(Recorded::end)).toList();
        List<Recorded> same = earlier.stream().filter(r -> r.operation().names().stream().anyMatch(last.operation().names()::contains)).toList();
        return "The last operations that began before its end:\n" + lastOf(earlier) + "\nThe last ones on the same names:\n" + lastOf(same);
    }

    private static String lastOf(List<Recorded> operations) {
        return operations.subList(Math.max(0, operations.size() - SHOWN), operations.size()).stream().map(Recorded::toString).collect(Collectors.joining("\n"));
    }
}
