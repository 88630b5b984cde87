package org.apiaryfs.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;

/**
 * Symbolic links: files whose content is the target (spec meta §6.12).
 *
 * <p>Thread-safe; no method blocks.
 */
public final class SymbolicLinks {
    /** Longest target in bytes. */
    public static final int TARGET_LIMIT = 4095;

    private static final int MODE = 0120777;

    private final Namespace namespace;
    private final StoredTexts texts;
    private final ClientSettings settings;
    private final FileEvents events;

    SymbolicLinks(Namespace namespace, StoredTexts texts, ClientSettings settings, FileEvents events) {
        this.namespace = namespace;
        this.texts = texts;
        this.settings = settings;
        this.events = events;
    }

    /** Makes a link. */
    public CompletableFuture<Inode> create(EntryInfo directory, StatData parent, String name, String target, Caller caller) {
        if (target.isEmpty() || target.length() > TARGET_LIMIT) {
            return Failures.failed(target.isEmpty() ? FsError.PATH_NOT_EXISTS : FsError.RANGE, "target of " + target.length() + " bytes");
        }
        Ownership own = Ownership.of(parent, MODE, new Caller(caller.uid(), caller.gid(), 0, caller.cancel()), settings);
        CompletableFuture<EntryInfo> made = namespace.makeNode(directory, name, own, Optional.empty(), caller).thenApply(entry -> {
            events.newLink(entry, target);
            return entry;
        });
        return texts.fill(made, directory, name, target, caller);
    }

    /** The target of a link. */
    public CompletableFuture<String> read(EntryInfo link, Caller caller) {
        return texts.read(link, TARGET_LIMIT, caller);
    }
}
