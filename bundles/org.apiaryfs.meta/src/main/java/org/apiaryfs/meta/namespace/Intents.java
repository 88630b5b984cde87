package org.apiaryfs.meta.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Intent;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsException;

/**
 * Operations over several nodes, as far as this node coordinates them. An operation
 * <ol>
 * <li>checks what it can under the usual locks, records its {@link Intent} and marks the names and
 *     inodes it needs ({@link #begin}); then it lets go of the locks;
 * <li>asks the other node, as often as it takes to get an answer, also after a restart, under one
 *     number so that repeating is harmless ({@link Steps});
 * <li>under the locks again, changes the store and removes the record in one update ({@link #end}),
 *     or, when the other node refused, removes the record alone ({@link #abandon}).
 * </ol>
 * Meanwhile others that need what is marked wait, a bounded time ({@link Volume#lock}); reading sees
 * the state before, but for links ({@link #awaitLink}). What another node has to do in any case is a debt: it is recorded together with
 * the change that it follows from ({@link #owe}) and paid afterwards.
 *
 * <p>Nodes can't wait for each other in a circle: the part of an operation that a node does for
 * another never waits for a mark. It is refused with AGAIN, and the node that asked takes its marks
 * back before it tries again. Locks are held by nobody who waits for another node. Thread-safe.
 */
public final class Intents {
    private static final Duration LINK_PATIENCE = Duration.ofSeconds(1);

    private final Volume volume;
    private final List<Pending> found = new ArrayList<>();
    /** Names that are being given to files of other nodes. */
    private final Map<NameKey, Pending> links = new ConcurrentHashMap<>();
    /** Moves of directories to other parents, by the directories: one of each. */
    private final Map<EntryKey, Pending> moves = new ConcurrentHashMap<>();

    /** Takes up what was open when the store was last used. */
    Intents(Volume volume) {
        this.volume = volume;
        volume.store().intents().forEach((step, intent) -> {
            volume.steps().reopen(step);
            found.add(begun(step, intent));
        });
    }

    private Pending begun(long step, Intent intent) {
        Pending pending = new Pending(step, intent, mark(intent));
        if (intent instanceof Intent.MoveDirectory move) {
            moves.put(move.key(), pending);
        } else if (intent instanceof Intent.AddLink link) {
            links.put(name(link.name()), pending);
        }
        return pending;
    }

    /** What was open when the store was last used, to be brought to its end. */
    public List<Pending> found() {
        return List.copyOf(found);
    }

    /** How many operations and debts are open now. */
    public int open() {
        return volume.steps().openNow();
    }

    /** The lowest number of a step that is still open, see {@link Pending#step}. */
    public long lowestOpen() {
        return volume.steps().lowestOpen();
    }

    /** Notes what another node says with a step: none of its steps below a number is open. */
    public void settled(long step, long until) {
        volume.steps().settled(step, until);
    }

    private Optional<Marks.Mark> mark(Intent intent) {
        LockPlan plan = plan(intent);
        return plan.exclusives().isEmpty() ? Optional.empty() : Optional.of(volume.mark(plan));
    }

    /** What an operation keeps from others while it waits. */
    private LockPlan plan(Intent intent) {
        LockPlan plan = new LockPlan();
        switch (intent) {
            case Intent.MakeDirectory i -> plan.exclusive(name(i.name()));
            case Intent.RemoveDirectory i -> {
                plan.exclusive(name(i.at()));
                i.from().ifPresent(from -> plan.exclusive(name(from)).exclusive(i.successor().orElseThrow().key()));
            }
            case Intent.MoveAway i -> {
                plan.exclusive(name(i.from()));
                if (i.withInode()) {
                    plan.exclusive(i.source().key());
                }
            }
            case Intent.AddLink i -> plan.exclusive(name(i.name()));
            case Intent.Debt debt -> { }
        }
        return plan;
    }

    /** The locks for beginning or ending an operation, without those on the directories of its names. */
    LockPlan locks(Intent intent) {
        return plan(intent);
    }

    private NameKey name(Place place) {
        return volume.store().name(place.dir(), place.name());
    }

    /** Begins an operation and commits the update; the locks of {@link #locks} are held. */
    Pending begin(Update update, Intent intent) {
        long step = volume.steps().open();
        update.putIntent(step, intent);
        update.commit();
        return begun(step, intent);
    }

    /** Lets an update end an operation; the locks of {@link #locks} are held. */
    void end(Update update, Pending pending) {
        update.removeIntent(pending.step());
        update.afterwards(() -> close(pending));
    }

    private void close(Pending pending) {
        volume.steps().close(pending.step());
        over(pending);
    }

    private void over(Pending pending) {
        if (pending.intent() instanceof Intent.MoveDirectory move) {
            moves.remove(move.key(), pending);
        } else if (pending.intent() instanceof Intent.AddLink link) {
            links.remove(name(link.name()), pending);
        }
        pending.end();
    }

    /** Ends an operation that the other node refused, with nothing changed, or a paid debt. */
    public void abandon(Pending pending) {
        try (Update update = volume.store().update()) {
            end(update, pending);
            update.commit();
        }
    }

    /** Lets an update record a debt. To be paid after the commit. */
    Pending owe(Update update, Intent.Debt debt) {
        long step = volume.steps().open();
        update.putIntent(step, debt);
        return new Pending(step, debt, Optional.empty());
    }

    /** True while this node has a move of a directory on record. */
    boolean moving(EntryKey directory) {
        return moves.containsKey(directory);
    }

    /**
     * Lets an update record that a directory got its new name in another directory, which ends this node's move. If the
     * inode is here, the same update has to give it its parent.
     *
     * @param parentNode who has the new name
     * @return the debt to the inode's owner, if that is another node: under the number by which that keeps the directory
     */
    Optional<Pending> moved(Update update, Dentry directory, Place name, int parentNode) {
        Optional<Pending> move = Optional.ofNullable(moves.get(directory.key()));
        if (directory.owner() == volume.node()) {
            move.ifPresent(pending -> end(update, pending));
            return Optional.empty();
        }
        Intent.OwedParent debt = new Intent.OwedParent(directory.owner(), directory.key(), name, parentNode, move.isPresent());
        if (move.isEmpty()) {
            return Optional.of(owe(update, debt));
        }
        update.putIntent(move.get().step(), debt);
        update.afterwards(() -> over(move.get()));
        return Optional.of(new Pending(move.get().step(), debt, Optional.empty()));
    }

    /** True if what this node has begun with an entry, as a debt or an operation, is still that, and nothing else of it is open. */
    public boolean alone(Pending pending, EntryKey entry) {
        Map<Long, Intent> all = volume.store().intents();
        return pending.intent().equals(all.get(pending.step())) && all.values().stream().noneMatch(intent -> moves(intent, entry));
    }

    private static boolean moves(Intent intent, EntryKey entry) {
        return switch (intent) {
            case Intent.MoveAway i -> i.source().key().equals(entry);
            case Intent.RemoveDirectory i -> i.from().isPresent() && i.successor().orElseThrow().key().equals(entry);
            default -> false;
        };
    }

    /**
     * To be called before a client is told that a name isn't there. If the name is just being given to a file of another node, waits
     * for that: the file may be counting it already and have lost all others, and then it must not be seen without any. While the
     * other node doesn't answer, for a short time only.
     *
     * @throws FsException INTERRUPTED
     */
    public void awaitLink(EntryKey dir, String name) throws FsException {
        if (!links.isEmpty() && name.length() <= MetaStore.MAX_NAME) {
            await(Optional.ofNullable(links.get(volume.store().name(dir, name))).stream().toList());
        }
    }

    /** The same for all names in a directory. */
    public void awaitLinks(EntryKey dir) throws FsException {
        if (!links.isEmpty()) {
            await(links.entrySet().stream().filter(link -> link.getKey().dir().equals(dir)).map(Map.Entry::getValue).toList());
        }
    }

    private static void await(List<Pending> some) throws FsException {
        if (some.isEmpty()) {
            return;
        }
        Waiting.begin();
        long deadline = System.nanoTime() + LINK_PATIENCE.toNanos();
        for (Pending link : some) {
            link.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }

    /** True while an operation over two nodes keeps a name. */
    public boolean busy(Place place) {
        return volume.marked(name(place));
    }

    /** Takes the locks for the end of an operation. */
    StripedLocks.Held lock(LockPlan plan, Pending pending) throws FsException {
        return volume.lock(plan, pending.mark());
    }
}
