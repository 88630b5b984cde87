package org.apiaryfs.ui.administration.forms;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.admin.Sentences;

/** The users and groups that this computer knows. Immutable; any thread. */
public record HostAccounts(HostNames users, HostNames groups) {
    private static final Executor BACKGROUND = task -> Thread.ofVirtual().name("host-accounts").start(task);

    /** Asks the computer's name service. */
    public static CompletableFuture<HostAccounts> load() {
        return CompletableFuture.supplyAsync(() -> new HostAccounts(new HostNames(Quotas.Kind.USER), new HostNames(Quotas.Kind.GROUP)), BACKGROUND);
    }

    public HostNames of(Quotas.Kind kind) {
        return kind == Quotas.Kind.USER ? users : groups;
    }

    /** The ID of a user or group, by name or number; fails with an {@link org.apiaryfs.admin.AdminException} if there is none. */
    public CompletableFuture<Integer> find(Quotas.Kind kind, String word) {
        return CompletableFuture.supplyAsync(() -> of(kind).parse(word), BACKGROUND).handle((id, failure) -> failure == null
                ? CompletableFuture.completedFuture(id) : CompletableFuture.<Integer>failedFuture(new Problem(Problem.Kind.BAD_REQUEST,
                        Sentences.whole(failure.getCause().getMessage())).asException())).thenCompose(answer -> answer);
    }
}
