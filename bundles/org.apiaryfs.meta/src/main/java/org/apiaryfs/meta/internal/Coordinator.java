package org.apiaryfs.meta.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apiaryfs.meta.internal.Peers.Asking;
import org.apiaryfs.meta.namespace.Arrivals;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.namespace.Doomed;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Pending;
import org.apiaryfs.meta.namespace.Renames;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.meta.store.StoreException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.meta.StatResp;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations that other metadata servers have a part in; {@link org.apiaryfs.meta.namespace.Intents}
 * tells how they go. Methods block their thread until the other node has answered, or hasn't for some
 * time: then the request fails with COMMUNICATION, and what was begun is brought to its end in the
 * background, also after a restart. Thread-safe.
 */
final class Coordinator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** After so many attempts, about 6 s, an operation gets a line in the log, and another one every minute. */
    private static final int PATIENT_ATTEMPTS = 5;
    private static final int ATTEMPTS_PER_LINE = 12;
    /** How long an operation is tried again because the other node has one with this node at the same time. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SHORTEST_BACKOFF_MILLIS = 2;
    private static final int MOST_DOUBLINGS = 6;
    /** Directories that a walk upwards passes at most; a damaged tree may have a circle. */
    private static final int DEEPEST = 10_000;

    private final Namespace ns;
    private final Endings endings;
    private final OwnerChooser owners;
    private final Disposer disposer;
    private final Scheduler scheduler;
    private final Activity activity;
    private volatile boolean closed;

    Coordinator(Namespace ns, Endings endings, OwnerChooser owners, Disposer disposer, Scheduler scheduler, Activity activity) {
        this.ns = ns;
        this.endings = endings;
        this.owners = owners;
        this.disposer = disposer;
        this.scheduler = scheduler;
        this.activity = activity;
    }

    /** Goes on with what an earlier run left. */
    void start() {
        List<Pending> found = ns.intents().found();
        if (!found.isEmpty()) {
            LOG.info("operations over several nodes go on: count={}", found.size());
        }
        found.forEach(this::now);
    }

    /**
     * Makes a directory on this node or another. A node that doesn't answer is passed over.
     *
     * @param preferred nodes to take first
     * @throws FsException as {@link Creation#directory}; COMMUNICATION if no node can take it
     */
    EntryInfo makeDirectory(EntryKey parent, String name, Creation.Wish wish, List<Integer> preferred, int user) throws FsException {
        if (EntryType.ofMode(wish.mode()) != EntryType.DIRECTORY) {
            throw new FsException(FsError.INVAL, "a directory can't have mode 0" + Integer.toOctalString(wish.mode()));
        }
        Set<Integer> failed = new HashSet<>();
        while (true) {
            int owner = owners.choose(preferred, failed);
            if (owner == ns.volume().node()) {
                return ns.creation().directory(parent, name, wish).info();
            }
            StripePattern template = ns.lookups().directory(parent).pattern().withTargets(List.of());
            Pending pending = ns.creation().beginDirectory(parent, name, owner);
            try {
                return endings.makeDirectory(pending, wish, template, user);
            } catch (Lost e) {
                LOG.info("another node gets the new directory: name=\"{}\" silent={}", name, owner);
                later(ns.creation().cancelDirectory(pending), 0);
            } catch (FsException e) {
                if (!pending.over()) {
                    // The parent was removed meanwhile.
                    pay(ns.creation().cancelDirectory(pending));
                }
                if (e.error() != FsError.COMMUNICATION && e.error() != FsError.AGAIN && e.error() != FsError.UNKNOWN_NODE) {
                    throw e;
                }
            }
            failed.add(owner);
        }
    }

    /** Removes an empty directory of any node, whose name is here. */
    void removeDirectory(EntryKey parent, String name, int user) throws FsException {
        patiently(() -> {
            Optional<Pending> pending = ns.removal().rmdir(parent, name);
            return pending.isPresent() ? finish(pending.get(), user) : Optional.empty();
        });
    }

    /**
     * Renames an entry of a directory of this node.
     *
     * @param to the new name's directory, of any node
     * @param inodeMayStay who asks finds the inode of an open file where it is, although its name is elsewhere
     * @return the overwritten file if its chunk files are to be removed now
     */
    Optional<Doomed> rename(EntryKey from, String oldName, EntryInfo to, String newName, boolean inodeMayStay, int user) throws FsException {
        EntryKey toDir = Entries.key(to);
        Place source = new Place(from, oldName);
        return patiently(() -> {
            Dentry dentry = ns.lookups().find(from, oldName).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, oldName));
            return dentry.directory() && !from.equals(toDir)
                    ? moveDirectory(source, dentry, to, toDir, newName, user)
                    : rename(source, Optional.empty(), to, new Place(toDir, newName), inodeMayStay, user);
        });
    }

    private Optional<Doomed> rename(Place from, Optional<Dentry> kept, EntryInfo toDir, Place to, boolean inodeMayStay, int user) throws FsException {
        return toDir.owner() == ns.volume().node() ? renameHere(from, kept, to, user) : moveAway(from, kept, toDir, to, inodeMayStay, user);
    }

    /** While its owner keeps the directory for this move; see {@link org.apiaryfs.meta.namespace.Moves}. */
    private Optional<Doomed> moveDirectory(Place from, Dentry directory, EntryInfo to, EntryKey toDir, String newName, int user) throws FsException {
        Pending move = ns.moves().begin(from, directory);
        boolean answered = false;
        try {
            keep(move, from, directory, user);
            mustNotContain(move, directory.key(), toDir, to.owner(), user);
            Optional<Doomed> doomed = rename(from, Optional.of(directory), to, new Place(toDir, newName), false, user);
            answered = true;
            return doomed;
        } catch (FsException e) {
            answered = e.error() != FsError.COMMUNICATION;
            throw e;
        } finally {
            if (!move.over() && answered) {
                attempt(move, 0);
            } else if (!move.over()) {
                later(move, 0);
            }
        }
    }

    private void keep(Pending move, Place from, Dentry directory, int user) throws FsException {
        try {
            endings.keep(move, user);
        } catch (Lost e) {
            throw new FsException(FsError.COMMUNICATION, e.getMessage());
        } catch (FsException e) {
            // Removed by an operation that is about to take away this name too, or has done so.
            boolean passing = ns.intents().busy(from) || !ns.lookups().find(from.dir(), from.name()).equals(Optional.of(directory));
            throw e.error() == FsError.PATH_NOT_EXISTS && passing ? new FsException(FsError.AGAIN, e.getMessage()) : e;
        }
    }

    private Optional<Doomed> renameHere(Place from, Optional<Dentry> kept, Place to, int user) throws FsException {
        Renames.Renamed renamed = ns.renames().rename(from.dir(), from.name(), to.dir(), to.name(), kept);
        renamed.debts().forEach(this::pay);
        if (renamed.begun().isPresent()) {
            return finish(renamed.begun().get(), user);
        }
        return renamed.doomed();
    }

    private Optional<Doomed> moveAway(Place from, Optional<Dentry> kept, EntryInfo toDir, Place to, boolean inodeMayStay, int user) throws FsException {
        Optional<Dentry> separate = ns.lookups().find(from.dir(), from.name()).filter(source -> !source.directory() && !source.inlined());
        if (separate.isPresent() && endings.standsFor(toDir.owner(), toDir, to.name(), separate.get().key(), user)) {
            // Two names of one file: POSIX leaves both.
            return Optional.empty();
        }
        EntryKey toParent = EntryKey.parse(toDir.parentId()).orElse(EntryKey.NONE);
        return finish(ns.departures().begin(from.dir(), from.name(), toDir.owner(), to, toParent, kept, inodeMayStay), user);
    }

    /** Walks from a directory up, as far as the nodes know. */
    private void mustNotContain(Pending move, EntryKey moved, EntryKey start, int startNode, int user) throws FsException {
        EntryKey at = start;
        int node = startNode;
        for (int depth = 0; depth < DEEPEST && node != 0 && !at.equals(EntryKey.ROOT); depth++) {
            if (at.equals(moved)) {
                throw new FsException(FsError.INVAL, "directory " + moved + " can't be moved below itself");
            }
            if (node == ns.volume().node()) {
                DirInode inode = ns.moves().passed(at, move.step());
                at = inode.parent();
                node = inode.parentNode();
            } else {
                Optional<StatResp.ParentInfo> parent = endings.parent(node, at, move, user);
                at = parent.flatMap(info -> EntryKey.parse(info.parentEntryID())).orElse(EntryKey.NONE);
                node = parent.map(StatResp.ParentInfo::parentNodeID).orElse(0);
            }
        }
    }

    /**
     * Gives a file whose inode is on another node a name in a directory of this one.
     *
     * @param file as the client has it
     * @param from directory of its present name
     */
    void link(EntryInfo file, EntryKey from, String fromName, EntryKey to, String toName, int user) throws FsException {
        Dentry dentry = new Dentry(file.type(), file.flags() & EntryInfo.INLINED, Entries.key(file), file.owner());
        patiently(() -> finish(ns.hardLinks().begin(new Place(to, toName), dentry, new Place(from, fromName)), user));
    }

    /** Ends what has arrived from another node: that waits for it. */
    Optional<Doomed> arrived(Arrivals.Arrived arrived, int user) throws FsException {
        arrived.debts().forEach(this::pay);
        if (arrived.begun().isPresent()) {
            return finish(arrived.begun().get(), user);
        }
        return arrived.doomed();
    }

    /** What a patient operation does each time. */
    @FunctionalInterface
    private interface Attempt<R> {
        R run() throws FsException;
    }

    /**
     * Repeats an operation while the other node says AGAIN: there goes one on that may wait for this
     * node. Pauses are random, so that of two that met one comes first.
     */
    private <R> R patiently(Attempt<R> attempt) throws FsException {
        long start = scheduler.nanoTime();
        for (int i = 0; ; i++) {
            try {
                return attempt.run();
            } catch (FsException e) {
                if (e.error() != FsError.AGAIN) {
                    throw e;
                }
                if (scheduler.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new FsException(FsError.COMMUNICATION, e.getMessage());
                }
                pause(SHORTEST_BACKOFF_MILLIS << Math.min(i, MOST_DOUBLINGS));
            }
        }
    }

    private static void pause(int millis) throws FsException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, millis + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FsException(FsError.INTERRUPTED);
        }
    }

    /** Ends an operation that has just begun. */
    private Optional<Doomed> finish(Pending pending, int user) throws FsException {
        try {
            Endings.Ended ended = endings.end(pending, new Asking(user, true));
            ended.debts().forEach(this::pay);
            return ended.doomed();
        } catch (Lost e) {
            LOG.info("operation over two nodes waits for an answer: intent={} error=\"{}\"", pending.intent(), e.getMessage());
            throw new FsException(FsError.COMMUNICATION, e.getMessage());
        } finally {
            if (!pending.over()) {
                later(pending, 0);
            }
        }
    }

    /** Pays a debt, if need be later. */
    void pay(Pending debt) {
        attempt(debt, 0);
    }

    private void now(Pending pending) {
        inBackground(Duration.ZERO, pending, 0);
    }

    /** @param attempts made in the background so far; the more, the longer the pause */
    private void later(Pending pending, int attempts) {
        Duration pause = attempts < PATIENT_ATTEMPTS ? FIRST_PAUSE.multipliedBy(1L << attempts) : LONGEST_PAUSE;
        inBackground(pause, pending, attempts);
    }

    private void inBackground(Duration pause, Pending pending, int attempts) {
        if (!closed) {
            scheduler.schedule(pause, () -> Thread.ofVirtual().name("meta-intent").start(() -> {
                if (!closed && activity.begin()) {
                    try {
                        attempt(pending, attempts);
                    } finally {
                        activity.done();
                    }
                }
            }));
        }
    }

    private void attempt(Pending pending, int attempts) {
        if (pending.over()) {
            return;
        }
        try {
            Endings.Ended ended = endings.end(pending, Asking.again());
            ended.debts().forEach(this::pay);
            if (ended.doomed().isPresent()) {
                disposer.remove(ended.doomed().get(), MessageHeader.NO_USER);
            }
        } catch (Lost e) {
            if (attempts >= PATIENT_ATTEMPTS && (attempts - PATIENT_ATTEMPTS) % ATTEMPTS_PER_LINE == 0) {
                LOG.warn("operation over several nodes still waits for another one, and is tried on: intent={} attempts={} error=\"{}\"",
                        pending.intent(), attempts, e.getMessage());
            }
        } catch (FsException e) {
            LOG.info("operation over two nodes was refused in the end: intent={} error=\"{}\"", pending.intent(), e.getMessage());
        } catch (StoreException e) {
            LOG.error("operation over two nodes waits for the store: intent={} error=\"{}\"", pending.intent(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("operation over two nodes failed, and is tried on: intent={}", pending.intent(), e);
        }
        if (!pending.over()) {
            later(pending, attempts + 1);
        }
    }

    /** Begins nothing more in the background; what is open goes on after the next start. */
    @Override
    public void close() {
        closed = true;
    }
}
