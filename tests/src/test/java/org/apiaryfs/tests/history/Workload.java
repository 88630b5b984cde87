package org.apiaryfs.tests.history;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Has threads perform random operations at the same time, and records them. What a thread does depends on the seed alone. Not thread-safe. */
final class Workload {
    static final int CHILDREN = 2;

    private final Layout layout;
    private final List<NameSpace> spaces;
    private final int threadsEach;
    private final AtomicInteger nextId = new AtomicInteger();

    /**
     * @param spaces the same names, seen by different clients
     * @param threadsEach of each client
     */
    Workload(Layout layout, List<NameSpace> spaces, int threadsEach) {
        this.layout = layout;
        this.spaces = spaces;
        this.threadsEach = threadsEach;
    }

    /** Performs so many operations; ends when all are over, and every client has looked at every name. */
    List<Recorded> run(long seed, int operations) throws Exception {
        int threads = threadsEach * spaces.size();
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Recorded> history = new ArrayList<>(operations);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<List<Recorded>>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int who = i;
                Callable<List<Recorded>> part = () -> {
                    together.await();
                    return perform(who, new SplittableRandom(seed * threads + who), operations / threads);
                };
                parts.add(executor.submit(part));
            }
            for (Future<List<Recorded>> part : parts) {
                history.addAll(part.get());
            }
        }
        for (int i = 0; i < spaces.size(); i++) {
            for (int place = 0; place < layout.places(); place++) {
                history.add(perform(i * threadsEach, new Operation.Look(place)));
            }
            for (int directory = 0; directory < layout.directories(); directory++) {
                history.add(perform(i * threadsEach, new Operation.List(directory)));
            }
        }
        return history;
    }

    private List<Recorded> perform(int who, SplittableRandom random, int operations) {
        List<Recorded> part = new ArrayList<>(operations);
        for (int i = 0; i < operations; i++) {
            part.add(perform(who, operation(random)));
        }
        return part;
    }

    private Recorded perform(int who, Operation operation) {
        long start = System.nanoTime();
        Outcome outcome = spaces.get(who / threadsEach).perform(operation);
        long end = System.nanoTime();
        return new Recorded(nextId.getAndIncrement(), who, operation, outcome, start, end);
    }

    private Operation operation(SplittableRandom random) {
        int name = random.nextInt(layout.places());
        int other = (name + 1 + random.nextInt(layout.places() - 1)) % layout.places();
        int child = random.nextInt(CHILDREN);
        int kind = random.nextInt(100);
        return kind < 16 ? new Operation.Create(name)
                : kind < 28 ? new Operation.Unlink(name)
                : kind < 38 ? new Operation.Link(name, other)
                : kind < 60 ? new Operation.Rename(name, other)
                : kind < 68 ? new Operation.MakeDirectory(name)
                : kind < 76 ? new Operation.RemoveDirectory(name)
                : kind < 86 ? new Operation.Look(name)
                : kind < 90 ? new Operation.List(layout.directory(name))
                : kind < 95 ? new Operation.CreateChild(name, child) : new Operation.UnlinkChild(name, child);
    }
}
