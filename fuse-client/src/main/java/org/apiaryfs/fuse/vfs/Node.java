package org.apiaryfs.fuse.vfs;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.client.DeviceNumber;
import org.apiaryfs.client.Inode;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;

/**
 * An inode that the kernel knows. Thread-safe; what belongs to the {@link NodeTable} is guarded by it.
 */
final class Node {
    /** How far the servers' clocks may be ahead of this host's. */
    private static final long CLOCK_DIFFERENCE_MS = 1000;

    /** A name by which the kernel has found a node. */
    record Name(long parent, String name) {}

    /** Attributes and when they were asked for, by {@link System#nanoTime}. */
    record Seen(StatData stat, long at) {}

    /**
     * What is cached of a file's content.
     *
     * @param mtime seconds, and size in bytes: what it is the content of, as the kernel takes it
     * @param checked when a server confirmed that, in ms since 1970
     * @param since when caches were emptied, by {@link System#nanoTime}
     * @param doubtful whether time or length were taken over without dropping what was cached before
     */
    private record Content(long mtime, long size, long checked, long since, boolean doubtful) {
        private boolean is(StatData stat) {
            return mtime == stat.mtime() && size == stat.size();
        }

        private Content sized(long now) {
            return new Content(mtime, now, checked, since, doubtful);
        }
    }

    /** What new attributes say about the content. */
    enum Change {
        /** It is as it was. */
        NONE,
        /** It is different, and time or length show that. */
        SHOWN,
        /** It may be different without that showing. */
        HIDDEN
    }

    private final long id;
    private volatile EntryInfo entry;
    private volatile Optional<Seen> seen = Optional.empty();
    private volatile Optional<String> linkTarget = Optional.empty();
    private volatile Optional<DeviceNumber> device = Optional.empty();
    private volatile long version;
    private Content content; // null before the first look; guarded by this

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

    /** Takes over what a server said. */
    void update(Inode now) {
        entry = now.entry();
        update(now.stat());
    }

    /** Takes over what a server said; of an unsure content, what was heard before is as good. */
    void update(StatData stat) {
        StatData best = stat.unsure() ? seen.map(s -> stat.withContentOf(s.stat)).orElse(stat) : stat;
        seen = Optional.of(new Seen(best, System.nanoTime()));
    }

    /** Takes over a change of attributes by this client; how old the others are stays as it is. */
    void changed(StatData stat) {
        seen = Optional.of(new Seen(stat, seen.map(Seen::at).orElseGet(System::nanoTime)));
    }

    /** The kernel has written up to there, by which the file becomes longer for it. */
    synchronized void written(long end) {
        if (content != null && content.size < end) {
            content = content.sized(end);
        }
    }

    /** The kernel has emptied the file, as part of opening it. */
    synchronized void emptied() {
        if (content != null) {
            content = content.sized(0);
        }
    }

    /**
     * Compares the content with what it was when it was looked at last.
     *
     * @param compared whether the kernel will compare these attributes with its own, and drop what it has cached if they differ
     * @param now ms since 1970 by this host's clock
     * @param nanos {@link System#nanoTime}
     */
    synchronized Change checked(StatData stat, boolean compared, Settings settings, long now, long nanos) {
        Content before = content;
        if (before == null || !before.is(stat)) {
            content = new Content(stat.mtime(), stat.size(), now, nanos, before != null && !compared);
            return before == null ? Change.NONE : Change.SHOWN;
        }
        if (before.doubtful && compared) {
            content = new Content(stat.mtime(), stat.size(), now, nanos, false);
            return Change.HIDDEN;
        }
        if (now - before.checked < settings.attributes().toMillis()) {
            return Change.NONE;
        }
        // Times are whole seconds: what is written in the second of the last change doesn't move them.
        boolean hidden = (stat.mtime() + 1) * 1000 + CLOCK_DIFFERENCE_MS > before.checked;
        boolean expired = nanos - before.since >= settings.pages().toNanos();
        content = new Content(stat.mtime(), stat.size(), now, hidden || expired ? nanos : before.since, before.doubtful);
        if (expired) {
            version = 0;
        }
        return hidden || expired ? Change.HIDDEN : Change.NONE;
    }

    /** The last known attributes. */
    Optional<Seen> seen() {
        return seen;
    }

    /** The attributes if they are sure and at most so old. */
    Optional<StatData> fresh(long nanos) {
        return seen.filter(s -> !s.stat.unsure() && System.nanoTime() - s.at <= nanos).map(Seen::stat);
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

    /** Number of a device node, which never changes; empty if not known yet. */
    Optional<DeviceNumber> device() {
        return device;
    }

    void device(DeviceNumber number) {
        device = Optional.of(number);
    }
}
