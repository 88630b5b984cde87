package org.apiaryfs.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.node.StatStoragePath;
import org.apiaryfs.protocol.node.StatStoragePathResp;
import org.apiaryfs.transport.CallOptions;
import org.apiaryfs.transport.Scheduler;

/** Size of the file system: sums over all storage targets, believed for a while (spec storage §13.6). Thread-safe. */
public final class FreeSpace {
    /** How long one target is waited for; one that doesn't answer counts as nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NodeRequests nodes;
    private final ClusterView view;
    private final Duration validity;
    private final Scheduler scheduler;
    private CompletableFuture<Space> latest = Failures.failed(FsError.INTERNAL, "not asked yet");
    private long askedAt;

    /** Bytes. Immutable. */
    public record Space(long total, long free) {
        Space plus(Space other) {
            return new Space(total + other.total, free + other.free);
        }
    }

    FreeSpace(NodeRequests nodes, ClusterView view, Duration validity, Scheduler scheduler) {
        this.nodes = nodes;
        this.view = view;
        this.validity = validity;
        this.scheduler = scheduler;
    }

    /** The space of all targets that answer; fails if none does. */
    public synchronized CompletableFuture<Space> get() {
        long now = scheduler.nanoTime();
        boolean old = latest.isDone() && now - askedAt >= validity.toNanos();
        if (old || latest.isCompletedExceptionally()) {
            askedAt = now;
            latest = ask();
        }
        return latest;
    }

    private CompletableFuture<Space> ask() {
        Set<Integer> targets = view.current().targetNodes().keySet();
        List<CompletableFuture<Space>> answers = new ArrayList<>();
        targets.forEach(t -> answers.add(of(t, PATIENCE)));
        return CompletableFuture.allOf(answers.stream().map(a -> a.handle((s, e) -> s)).toArray(CompletableFuture[]::new)).thenCompose(done -> {
            List<Space> known = answers.stream().filter(a -> !a.isCompletedExceptionally()).map(CompletableFuture::join).toList();
            return known.isEmpty() && !targets.isEmpty()
                    ? Failures.failed(FsError.COMMUNICATION, "no storage target answers")
                    : CompletableFuture.completedFuture(known.stream().reduce(new Space(0, 0), Space::plus));
        });
    }

    /** The space of one target, without trying again. */
    CompletableFuture<Space> of(int target, Duration patience) {
        return nodes.target(target, Envelope.of(new StatStoragePath(target)), StatStoragePathResp.class,
                        CallOptions.DEFAULT.notRetryable().withoutWaiting().withTimeout(patience))
                .thenCompose(r -> Failures.valueOr(FsError.ofCode(r.result()), new Space(r.sizeTotal(), r.sizeFree()), "target " + target));
    }
}
