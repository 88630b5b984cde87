package org.apiaryfs.meta.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.meta.internal.Peers.Asking;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.namespace.Departures;
import org.apiaryfs.meta.namespace.Doomed;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Pending;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.Intent;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.meta.DentryRecord;
import org.apiaryfs.protocol.meta.FileInodeRecord;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkLocalDir;
import org.apiaryfs.protocol.meta.MoveFileInode;
import org.apiaryfs.protocol.meta.MovingDirInsert;
import org.apiaryfs.protocol.meta.MovingFileInsert;
import org.apiaryfs.protocol.meta.MovingFileInsertResp;
import org.apiaryfs.protocol.meta.RefreshEntryInfo;
import org.apiaryfs.protocol.meta.RmLocalDir;
import org.apiaryfs.protocol.meta.SetAttr;
import org.apiaryfs.protocol.meta.Stat;
import org.apiaryfs.protocol.meta.StatResp;
import org.apiaryfs.protocol.meta.UnlinkLocalFileInode;
import org.apiaryfs.protocol.meta.UpdateDirParent;
import org.apiaryfs.protocol.model.AccessList;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * How what was begun with another node comes to its end: the node is asked, and by its answer the
 * rest is done here or nothing. Blocks its thread until the node has answered. Thread-safe.
 */
final class Endings {
    private static final byte[] NO_ACL = {};

    private final Namespace ns;
    private final Peers peers;

    Endings(Namespace ns, Peers peers) {
        this.ns = ns;
        this.peers = peers;
    }

    /**
     * Ends what the store keeps on record all the time.
     *
     * @throws FsException the other node refused, and nothing was done
     * @throws Lost it didn't answer: what was begun goes on
     */
    Ended end(Pending pending, Asking how) throws FsException, Lost {
        return switch (pending.intent()) {
            // Who wished for it has an error already, and the attributes are forgotten.
            case Intent.MakeDirectory intent -> Ended.with(List.of(ns.creation().cancelDirectory(pending)));
            case Intent.RemoveDirectory intent -> removeDirectory(pending, intent, how);
            case Intent.MoveAway intent -> intent.source().directory()
                    ? moveDirectory(pending, intent, how) : moveFile(pending, intent, how);
            case Intent.AddLink intent -> addLink(pending, intent, how);
            case Intent.Debt debt -> pay(pending, debt, how);
        };
    }

    /**
     * What follows from an operation that has come to its end.
     *
     * @param doomed a file whose chunk files are to be removed now
     * @param debts what other nodes have to do
     */
    record Ended(Optional<Doomed> doomed, List<Pending> debts) {
        private static Ended with(List<Pending> debts) {
            return new Ended(Optional.empty(), debts);
        }
    }

    private <T> T orAbandon(Pending pending, Question<T> question) throws FsException, Lost {
        try {
            return question.ask();
        } catch (FsException e) {
            ns.intents().abandon(pending);
            throw e;
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws FsException, Lost;
    }

    private FsError result(Pending pending, Message request, Asking how) throws FsException, Lost {
        return orAbandon(pending, () -> peers.result(pending, request, how));
    }

    private FsException refused(Pending pending, FsError error, String what) {
        ns.intents().abandon(pending);
        return new FsException(error, what);
    }

    /**
     * Makes a directory of another node.
     *
     * @param template pattern of the parent
     */
    EntryInfo makeDirectory(Pending pending, Creation.Wish wish, StripePattern template, int user) throws FsException, Lost {
        Intent.MakeDirectory intent = (Intent.MakeDirectory) pending.intent();
        MkLocalDir request = new MkLocalDir(wish.uid(), wish.gid(), wish.mode(), directory(intent.node(), intent.key(), intent.name()),
                template, ns.volume().node(), wish.xattrs().getOrDefault(AccessList.DEFAULT, NO_ACL),
                wish.xattrs().getOrDefault(AccessList.ACCESS, NO_ACL));
        FsError error = result(pending, request, new Asking(user, true));
        // Nobody else has this entry ID: a repeated request finds what the first one made.
        if (!error.ok() && error != FsError.EXISTS) {
            throw refused(pending, error, "metadata node " + intent.node() + " can't make a directory");
        }
        return ns.creation().finishDirectory(pending);
    }

    private Ended removeDirectory(Pending pending, Intent.RemoveDirectory intent, Asking how) throws FsException, Lost {
        FsError error = result(pending, new RmLocalDir(directory(intent.node(), intent.key(), intent.at())), how);
        // Gone already: by a request whose answer was lost, or the name dangled.
        if (!error.ok() && error != FsError.PATH_NOT_EXISTS) {
            throw refused(pending, error, "directory " + intent.key() + " of metadata node " + intent.node());
        }
        if (intent.from().isPresent()) {
            return Ended.with(ns.renames().finish(pending));
        }
        if (intent.successor().isPresent()) {
            ns.arrivals().finish(pending);
        } else {
            ns.removal().finish(pending);
        }
        return Ended.with(List.of());
    }

    private Ended moveDirectory(Pending pending, Intent.MoveAway intent, Asking how) throws FsException, Lost {
        DentryRecord record = DentryRecord.directory(intent.source().key().id(), intent.source().owner(), false);
        FsError error = result(pending, new MovingDirInsert(target(intent), intent.to().name(), record), how);
        // A server that doesn't know the step refuses a repetition: it did it the first time, if the name is the directory's.
        if (!error.ok() && !(error == FsError.EXISTS && isThere(intent, how))) {
            throw refused(pending, error, "directory " + intent.source().key() + " can't be moved to " + intent.to());
        }
        return ended(ns.departures().finish(pending, Departures.Left.NOTHING));
    }

    private Ended moveFile(Pending pending, Intent.MoveAway intent, Asking how) throws FsException, Lost {
        Dentry source = intent.source();
        Optional<FileInode> inode = intent.withInode() ? ns.volume().store().file(source.key()) : Optional.empty();
        DentryRecord record = inode.map(found -> DentryRecord.inlined(source.type(), InodeRecords.record(source.key(), found)))
                .orElseGet(() -> DentryRecord.file(source.type(), source.key().id(), source.owner(), false));
        Map<String, byte[]> xattrs = new LinkedHashMap<>();
        if (inode.isPresent()) {
            for (String name : ns.xattrs().list(source.key())) {
                xattrs.put(name, orAbandon(pending, () -> ns.xattrs().get(source.key(), name)));
            }
        }
        MovingFileInsert request = new MovingFileInsert(source.info(intent.from().dir(), intent.from().name()), target(intent),
                intent.to().name(), record, Optional.empty(), true);
        MovingFileInsertResp answer = orAbandon(pending,
                () -> peers.ask(pending, request, Optional.of(XattrStream.write(xattrs)), MovingFileInsertResp.class, how));
        if (!answer.error().ok()) {
            throw refused(pending, answer.error(), "file " + source.key() + " can't be moved to " + intent.to());
        }
        boolean itself = answer.overwrittenInfo().entryId().equals(source.key().id());
        if (itself && !intent.withInode()) {
            // Two names of one file, which POSIX leaves both.
            ns.intents().abandon(pending);
            return Ended.with(List.of());
        }
        return ended(ns.departures().finish(pending, itself ? Departures.Left.NOTHING : left(answer)));
    }

    private static Ended ended(Departures.Finished finished) {
        return new Ended(finished.doomed(), finished.debts());
    }

    /** BeeGFS's servers leave it to the one that asked to remove what was overwritten. */
    private static Departures.Left left(MovingFileInsertResp answer) throws FsException {
        EntryInfo info = answer.overwrittenInfo();
        Optional<EntryKey> key = info.typeNumber() == 0 ? Optional.empty() : EntryKey.parse(info.entryId());
        if (key.isEmpty()) {
            return Departures.Left.NOTHING;
        }
        if (!info.inlined()) {
            return new Departures.Left(Optional.empty(), Optional.of(new Dentry(info.type(), 0, key.get(), info.owner())));
        }
        if (answer.inodeBuf().isPresent() && answer.inodeBuf().get().content() instanceof FileInodeRecord record) {
            EntryKey home = EntryKey.parse(info.parentId()).orElse(EntryKey.NONE);
            return new Departures.Left(Optional.of(new Doomed(key.get(), InodeRecords.inode(record, home))), Optional.empty());
        }
        return Departures.Left.NOTHING;
    }

    /** True if the new name stands for what was to be moved. */
    private boolean isThere(Intent.MoveAway intent, Asking how) throws Lost {
        try {
            return standsFor(intent.node(), target(intent), intent.to().name(), intent.source().key(), how.user());
        } catch (FsException e) {
            throw new Lost(e.getMessage());
        }
    }

    /** True if the directory still has the name that its inode shall learn of. */
    private boolean isThere(Intent.OwedParent owed, Asking how) throws Lost {
        Place at = owed.name();
        if (owed.parentNode() == ns.volume().node()) {
            return ns.lookups().find(at.dir(), at.name()).filter(dentry -> dentry.key().equals(owed.key())).isPresent();
        }
        try {
            EntryInfo dir = new Dentry(EntryType.DIRECTORY, 0, at.dir(), owed.parentNode()).info(EntryKey.ROOT, "");
            return standsFor(owed.parentNode(), dir, at.name(), owed.key(), how.user());
        } catch (FsException e) {
            throw new Lost(e.getMessage());
        }
    }

    /** True if a name in a directory of another node stands for an entry. */
    boolean standsFor(int node, EntryInfo dir, String name, EntryKey key, int user) throws FsException {
        LookupIntentResp found = peers.look(node, LookupIntent.plain(dir, name), LookupIntentResp.class, 0, user);
        return found.entryInfo().filter(entry -> entry.entryId().equals(key.id())).isPresent();
    }

    /**
     * Has a directory kept for a move by its owner: by a numbered {@link Stat} without a wish for the parent, which is nothing
     * to a server of BeeGFS.
     *
     * @throws FsException it isn't kept, and the record of the move has gone; AGAIN if another move of it goes on
     */
    void keep(Pending move, int user) throws FsException, Lost {
        Intent.MoveDirectory intent = (Intent.MoveDirectory) move.intent();
        if (intent.node() == ns.volume().node()) {
            try {
                ns.moves().keep(intent.key(), move.step());
            } catch (FsException e) {
                throw refused(move, e.error(), e.getMessage());
            }
            return;
        }
        Stat request = new Stat(directory(intent.node(), intent.key(), intent.name()), false);
        StatResp answer = orAbandon(move, () -> peers.ask(move, request, Optional.empty(), StatResp.class, new Asking(user, true)));
        if (!answer.error().ok()) {
            throw refused(move, answer.error(), "directory " + intent.key() + " of metadata node " + intent.node());
        }
    }

    /**
     * Where a directory's name is, as its owner says to a move: parent and the node that has it; empty if it doesn't know, or isn't there.
     *
     * @throws FsException AGAIN if the directory is being moved itself, COMMUNICATION
     */
    Optional<StatResp.ParentInfo> parent(int node, EntryKey dir, Pending move, int user) throws FsException {
        EntryInfo info = new Dentry(EntryType.DIRECTORY, 0, dir, node).info(EntryKey.ROOT, "");
        StatResp answer = peers.look(node, new Stat(info, true), StatResp.class, move.step(), user);
        if (answer.error() == FsError.AGAIN) {
            throw new FsException(FsError.AGAIN, "directory " + dir + " of metadata node " + node + " is being moved");
        }
        return answer.error().ok() ? answer.parentInfo() : Optional.empty();
    }

    private Ended addLink(Pending pending, Intent.AddLink intent, Asking how) throws FsException, Lost {
        EntryInfo file = intent.dentry().info(intent.from().dir(), intent.from().name());
        if (intent.dentry().inlined()) {
            FsError separated = result(pending, new MoveFileInode(MoveFileInode.DEINLINE, file), how);
            if (!separated.ok() && how.first()) {
                throw refused(pending, separated, "file " + intent.dentry().key() + " can't get a further name");
            }
        }
        EntryInfo separate = intent.dentry().separate().info(intent.from().dir(), intent.from().name());
        // From here on the link may be counted, whatever else went wrong.
        FsError error = result(pending, SetAttr.addLink(separate), how);
        if (!error.ok()) {
            throw refused(pending, error, "file " + intent.dentry().key() + " can't get a further name");
        }
        return Ended.with(ns.hardLinks().finish(pending));
    }

    private static EntryInfo target(Intent.MoveAway intent) {
        return new Dentry(EntryType.DIRECTORY, 0, intent.to().dir(), intent.node()).info(intent.toParent(), "");
    }

    private Ended pay(Pending pending, Intent.Debt debt, Asking how) throws FsException, Lost {
        if (debt instanceof Intent.MoveDirectory move) {
            return letGo(pending, move, how);
        }
        // A directory that was moved on has another debt, or was told otherwise, and this one may come after that.
        if (debt instanceof Intent.OwedParent owed && !owed.kept() && !isThere(owed, how)) {
            ns.intents().abandon(pending);
            return Ended.with(List.of());
        }
        Message request = switch (debt) {
            case Intent.OwedRemoval owed -> new RmLocalDir(directory(owed.node(), owed.key(), owed.name()));
            case Intent.OwedUnlink owed -> new UnlinkLocalFileInode(owed.dentry().separate().info(owed.name().dir(), owed.name().name()));
            case Intent.OwedParent owed -> new UpdateDirParent(directory(owed.node(), owed.key(), owed.name()), owed.parentNode());
            case Intent.MoveDirectory move -> throw new AssertionError(move);
        };
        // Refused is paid too: there is nothing left that could be asked for.
        peers.result(pending, request, new Asking(how.user(), false));
        ns.intents().abandon(pending);
        return Ended.with(List.of());
    }

    /**
     * Ends a move that wasn't made, by a numbered {@link RefreshEntryInfo}: a server of BeeGFS only looks at the directory again.
     *
     * @throws Lost what was begun with the directory goes on, and the move may be made yet
     */
    private Ended letGo(Pending pending, Intent.MoveDirectory move, Asking how) throws FsException, Lost {
        if (pending.over()) {
            return Ended.with(List.of());
        }
        if (!ns.intents().alone(pending, move.key())) {
            throw new Lost("directory " + move.key() + " is on its way");
        }
        if (move.node() != ns.volume().node()) {
            peers.result(pending, new RefreshEntryInfo(directory(move.node(), move.key(), move.name())), new Asking(how.user(), false));
        } else {
            try {
                ns.moves().letGo(move.key(), pending.step());
            } catch (FsException e) {
                if (e.error() != FsError.PATH_NOT_EXISTS) {
                    throw new Lost(e.getMessage());
                }
            }
        }
        ns.intents().abandon(pending);
        return Ended.with(List.of());
    }

    private static EntryInfo directory(int owner, EntryKey key, Place place) {
        return new Dentry(EntryType.DIRECTORY, 0, key, owner).info(place.dir(), place.name());
    }
}
