package org.apiaryfs.tests.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shortens a failing history while it fails: ever smaller pieces are left out (Zeller and Hildebrandt, "Simplifying and
 * Isolating Failure-Inducing Input", 2002). Stateless.
 */
public final class Shrinker {
    private Shrinker() {}

    /** Whether a history fails. */
    @FunctionalInterface
    public interface Failing<T> {
        boolean fails(List<T> history) throws Exception;
    }

    /**
     * A part of the history that fails still; no single step of it can be left out if the time was enough.
     *
     * @param history one that fails
     * @param limit after which the shortest so far is taken
     */
    public static <T> List<T> shrink(List<T> history, Duration limit, Failing<T> failing) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        List<T> shortest = history;
        for (int piece = Math.max(1, history.size() / 2); ; piece = Math.max(1, piece / 2)) {
            boolean shortened = false;
            for (int from = shortest.size() - piece; from > -piece; from -= piece) {
                if (System.nanoTime() > deadline) {
                    return shortest;
                }
                List<T> shorter = new ArrayList<>(shortest.subList(0, Math.max(0, from)));
                shorter.addAll(shortest.subList(from + piece, shortest.size()));
                if (failing.fails(shorter)) {
                    shortest = shorter;
                    shortened = true;
                }
            }
            if (piece == 1 && !shortened) {
                return shortest;
            }
        }
    }
}
