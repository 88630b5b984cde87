package org.apiaryfs.daemons.ctl;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Lets a command tidy up when a signal ends the program: its thread is interrupted, and waited for. Stateless. */
public final class TidyEnd {
    private TidyEnd() {}

    /**
     * Works on this thread.
     *
     * @param patience how long a signal waits for the end
     * @return what the work returns
     */
    public static int of(Duration patience, IntSupplier work) {
        Thread worker = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (over.getCount() > 0) {
                worker.interrupt();
                await(over, patience);
            }
        }));
        try {
            return work.getAsInt();
        } finally {
            over.countDown();
        }
    }

    private static void await(CountDownLatch over, Duration patience) {
        try {
            over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
