package org.apiaryfs.meta.namespace;

import java.util.Optional;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.Update;

/** Tells a watcher, while there is one, of names that appear, go or move. Thread-safe. */
public final class Changes {
    private volatile Optional<Watcher> watcher = Optional.empty();

    /** What happened to a name. */
    public enum Kind {
        ADDED,
        REMOVED,
        MOVED
    }

    /** Told right after the change, by the thread that made it, which holds locks: must not block. */
    @FunctionalInterface
    public interface Watcher {
        void changed(Kind kind, Dentry dentry);
    }

    /** Begins to tell a watcher, and no other. Operations that are committed from now on are told. */
    public void watch(Watcher next) {
        watcher = Optional.of(next);
    }

    /** Ends telling. */
    public void ignore() {
        watcher = Optional.empty();
    }

    void tell(Update update, Kind kind, Dentry dentry) {
        update.afterwards(() -> watcher.ifPresent(w -> w.changed(kind, dentry)));
    }

    /** Tells that an entry got another name, and what had that name before. */
    void replaced(Update update, Dentry moved, Optional<Dentry> before) {
        tell(update, Kind.MOVED, moved);
        before.ifPresent(old -> tell(update, Kind.REMOVED, old));
    }
}
