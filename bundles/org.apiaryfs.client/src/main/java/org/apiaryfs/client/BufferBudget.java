package org.apiaryfs.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds the buffers of all files together: so many may be in use, whoever needs another one waits in
 * line, and whoever sits on half-filled ones is asked to let go of them then.
 *
 * <p>Thread-safe. Futures complete on the thread that gives a buffer back.
 */
final class BufferBudget {
    private final Set<Runnable> holders = new LinkedHashSet<>();
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int left;

    /** @param buffers how many, ≥ 1 */
    BufferBudget(int buffers) {
        left = buffers;
    }

    /** Takes one if there is one and nobody waits. */
    synchronized boolean tryTake() {
        if (left == 0 || !waiting.isEmpty()) {
            return false;
        }
        left--;
        return true;
    }

    /** Takes one as soon as possible; who completes the future himself before doesn't get one. */
    CompletableFuture<Void> take() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        List<Runnable> asked;
        synchronized (this) {
            if (left > 0 && waiting.isEmpty()) {
                left--;
                turn.complete(null);
                return turn;
            }
            waiting.add(turn);
            asked = new ArrayList<>(holders);
        }
        asked.forEach(Runnable::run);
        return turn;
    }

    /** Gives one back. */
    void give() {
        while (true) {
            CompletableFuture<Void> next;
            synchronized (this) {
                next = waiting.poll();
                if (next == null) {
                    left++;
                    return;
                }
            }
            if (next.complete(null)) {
                return;
            }
        }
    }

    /** Whom to ask when buffers are short; must not block. */
    synchronized void addHolder(Runnable letGo) {
        holders.add(letGo);
    }

    synchronized void removeHolder(Runnable letGo) {
        holders.remove(letGo);
    }
}
