package org.apiaryfs.ui.administration.changes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;

/** Looks whether a change has worked. Stateless. */
@FunctionalInterface
public interface Verification {
    /**
     * Begins to look and returns at once.
     *
     * @return empty if all is as planned, else a sentence that says what isn't
     */
    CompletableFuture<Optional<String>> begin(ClusterConnection cluster);

    /** For operations whose answer says it all. */
    static Verification byAnswer() {
        return cluster -> CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * Looks at fresh snapshots of the cluster, for some seconds if need be: servers tell each other of changes with a delay.
     *
     * @param fulfilled whether a snapshot is as planned; called on a background thread
     * @param otherwise a sentence that says what isn't
     */
    static Verification bySnapshot(Predicate<ClusterSnapshot> fulfilled, String otherwise) {
        return new Look(fulfilled, otherwise);
    }

    /** Takes snapshots until one is as planned, or patience ends. Stateless. */
    record Look(Predicate<ClusterSnapshot> fulfilled, String otherwise) implements Verification {
        private static final int TIMES = 6;
        private static final Duration PAUSE = Duration.ofMillis(500);

        @Override
        public CompletableFuture<Optional<String>> begin(ClusterConnection cluster) {
            return begin(cluster, TIMES);
        }

        private CompletableFuture<Optional<String>> begin(ClusterConnection cluster, int times) {
            return cluster.refresh().thenCompose(snapshot -> {
                if (fulfilled.test(snapshot)) {
                    return CompletableFuture.completedFuture(Optional.empty());
                }
                if (times == 1) {
                    return CompletableFuture.completedFuture(Optional.of(otherwise));
                }
                Executor later = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                return CompletableFuture.supplyAsync(() -> begin(cluster, times - 1), later).thenCompose(next -> next);
            });
        }
    }
}
