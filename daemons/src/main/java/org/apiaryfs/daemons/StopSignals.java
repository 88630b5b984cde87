package org.apiaryfs.daemons;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import sun.misc.Signal;

/**
 * SIGTERM and SIGINT as a wish to stop: the first asks, the second ends the process at once.
 *
 * <p>Made and awaited by the main thread; signals come on a thread of the JVM.
 */
final class StopSignals {
    private static final int KILLED = 130;

    private final Thread main = Thread.currentThread();
    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private boolean starting = true;

    private StopSignals() {}

    static StopSignals install() {
        StopSignals signals = new StopSignals();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signals::received);
        }
        return signals;
    }

    private synchronized void received(Signal signal) {
        if (!asked.complete("SIG" + signal.getName())) {
            Runtime.getRuntime().halt(KILLED);
        }
        if (starting) {
            main.interrupt(); // a start may wait for other nodes without end
        }
    }

    /** From now on a signal doesn't interrupt the main thread any more. */
    synchronized void started() {
        starting = false;
        Thread.interrupted(); // one that came too late for the start; await() sees it all the same
    }

    /** Waits for the first signal; its name. */
    String await() throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a signal is never a failure", e);
        }
    }
}
