package org.apiaryfs.fuse.vfs;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.client.Inode;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;

/**
 * An inode that the kernel knows. Thread-safe; what belongs to the {@link NodeTable} is guarded by it.
 */
final class Node {
    /** A name by which the kernel has found a node. */
    record Name(long parent, String name) {}

    /** Attributes and when they were asked for, by {@link System#nanoTime}. */
    record Seen(StatData stat, long at) {}

    private final long id;
    private volatile EntryInfo entry;
    private volatile Optional<Seen> seen = Optional.empty();
    private volatile Optional<String> linkTarget = Optional.empty();
    private volatile long version;

    final Set<Name> names = new HashSet<>(1); // guarded by the table
    long lookups; // guarded by the table

    Node(long id, EntryInfo entry) {
        this.id = id;
        this.entry = entry;
    }

    long id() {
        return id;
    }

    EntryInfo entry() {
        return entry;
    }

    void entry(EntryInfo now) {
        entry = now;
    }

    /** Takes over what a server said; true if the content has changed since it was looked at last. */
    boolean update(Inode now) {
        entry = now.entry();
        return update(now.stat());
    }

    boolean update(StatData stat) {
        Optional<Seen> before = seen;
        seen = Optional.of(new Seen(stat, System.nanoTime()));
        return before.filter(b -> b.stat.mtime() != stat.mtime() || b.stat.size() != stat.size()).isPresent();
    }

    /** The last known attributes. */
    Optional<Seen> seen() {
        return seen;
    }

    /** The attributes if they are at most so old. */
    Optional<StatData> fresh(long nanos) {
        return seen.filter(s -> System.nanoTime() - s.at <= nanos).map(Seen::stat);
    }

    /** Whether the content is as it was at the last opening, by the servers' versions; remembers this one. */
    boolean sameVersion(long now) {
        boolean same = now != 0 && now == version;
        version = now;
        return same;
    }

    /** Target of a symbolic link, which never changes. */
    Optional<String> linkTarget() {
        return linkTarget;
    }

    void linkTarget(String target) {
        linkTarget = Optional.of(target);
    }
}
