package org.apiaryfs.tests.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.Client;
import org.apiaryfs.client.Inode;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.protocol.FsException;

/** Creates files by the thousand through the client API, a bounded number at a time. Used by one thread. */
final class Population {
    private static final int AT_A_TIME = 16;
    private static final int MODE = 0100644;

    private final Client client;
    private final List<Double> rates = new ArrayList<>();

    Population(Client client) {
        this.client = client;
    }

    Inode directory(Inode parent, String name) throws FsException {
        return Await.of(client.namespace().makeDirectory(parent.entry(), parent.stat(), name, 0755, Caller.ROOT));
    }

    /** Creates {@code count} new files with names of the prefix and the numbers from 0, and notes the rate. */
    void files(Inode directory, String prefix, int count) throws Exception {
        Semaphore free = new Semaphore(AT_A_TIME);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long started = System.nanoTime();
        for (int i = 0; i < count && failure.get() == null; i++) {
            free.acquire();
            CompletableFuture<?> created = client.namespace().create(directory.entry(), directory.stat(), prefix + i, MODE, true, Caller.ROOT);
            created.whenComplete((inode, error) -> {
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
                free.release();
            });
        }
        free.acquire(AT_A_TIME);
        if (failure.get() != null) {
            throw new AssertionError("a file of " + count + " can't be created", failure.get());
        }
        rates.add(count * 1e9 / (System.nanoTime() - started));
    }

    /** Files per second of each call of {@link #files}, in order. */
    List<Double> rates() {
        return List.copyOf(rates);
    }
}
