package org.apiaryfs.fuse.vfs;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.client.OpenFiles;
import org.apiaryfs.fuse.KernelNotifier;
import org.apiaryfs.protocol.model.StatData;

/**
 * Keeps what is cached of files' content in step with what other clients write.
 *
 * <p>The kernel drops a file's pages by itself at an opening, and when it hears of another modification time or
 * length. Where that isn't enough it is told to: when a change may hide in the second of the one before, when pages
 * are older than tunePageCacheValidityMS, and when somebody has got a lock. What this client has read ahead goes in
 * all of these cases.
 *
 * <p>Thread-safe; no method blocks.
 */
final class Coherence {
    /** The kernel waits for pages that are being read; a server that doesn't answer must not hold up everybody. */
    private static final long PATIENCE_MS = 500;
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final OpenFiles files;
    private final Settings settings;
    private volatile Optional<KernelNotifier> notifier = Optional.empty();

    Coherence(OpenFiles files, Settings settings) {
        this.files = files;
        this.settings = settings;
    }

    void notifier(KernelNotifier kernel) {
        notifier = Optional.of(kernel);
    }

    /** A server has told a node's attributes, which the kernel asks for; they may be passed on when the future completes. */
    CompletableFuture<Void> seen(Node node, StatData stat) {
        return looked(node, stat, true);
    }

    /** The same of attributes that the kernel doesn't get, or takes over as what it has brought about itself. */
    CompletableFuture<Void> noticed(Node node, StatData stat) {
        return looked(node, stat, false);
    }

    private CompletableFuture<Void> looked(Node node, StatData stat, boolean compared) {
        if (stat.unsure()) {
            return DONE;
        }
        Node.Change change = node.checked(stat, compared, settings, System.currentTimeMillis(), System.nanoTime());
        if (change == Node.Change.NONE) {
            return DONE;
        }
        String id = node.entry().entryId();
        if (!files.changedElsewhere(id, stat.size()) || change == Node.Change.SHOWN) {
            // Of a file that isn't open the kernel drops everything at the next opening.
            return DONE;
        }
        return dropPages(node);
    }

    /** Forgets everything about a file's content, in the kernel too. */
    CompletableFuture<Void> drop(Node node) {
        files.changedElsewhere(node.entry().entryId());
        return dropPages(node);
    }

    /** Makes the kernel write what was changed through memory mappings, and forget a file's pages and attributes. */
    CompletableFuture<Void> dropPages(Node node) {
        return notifier.map(n -> n.invalidateInode(node.id(), 0, KernelNotifier.TO_END).toCompletableFuture()
                .completeOnTimeout(false, PATIENCE_MS, TimeUnit.MILLISECONDS).<Void>thenApply(done -> null)).orElse(DONE);
    }
}
