package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.internal.Peers.Asking;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Pending;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Intent;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.meta.MkLocalDir;
import org.apiaryfs.protocol.meta.RmLocalDir;
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
     * @return debts that follow from it
     * @throws FsException the other node refused, and nothing was done
     * @throws Lost it didn't answer: what was begun goes on
     */
    List<Pending> end(Pending pending, Asking how) throws FsException, Lost {
        return switch (pending.intent()) {
            // Who wished for it has an error already, and the attributes are forgotten.
            case Intent.MakeDirectory intent -> List.of(ns.creation().cancelDirectory(pending));
            case Intent.RemoveDirectory intent -> removeDirectory(pending, intent, how);
            case Intent.Debt debt -> pay(pending, debt, how);
        };
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

    private List<Pending> removeDirectory(Pending pending, Intent.RemoveDirectory intent, Asking how) throws FsException, Lost {
        FsError error = result(pending, new RmLocalDir(directory(intent.node(), intent.key(), intent.at())), how);
        // Gone already: by a request whose answer was lost, or the name dangled.
        if (!error.ok() && error != FsError.PATH_NOT_EXISTS) {
            throw refused(pending, error, "directory " + intent.key() + " of metadata node " + intent.node());
        }
        ns.removal().finish(pending);
        return List.of();
    }

    private List<Pending> pay(Pending pending, Intent.Debt debt, Asking how) throws FsException, Lost {
        Message request = switch (debt) {
            case Intent.OwedRemoval owed -> new RmLocalDir(directory(owed.node(), owed.key(), owed.name()));
            case Intent.OwedUnlink owed -> new UnlinkLocalFileInode(owed.dentry().separate().info(owed.name().dir(), owed.name().name()));
        };
        // Refused is paid too: there is nothing left that could be asked for.
        peers.result(pending, request, new Asking(how.user(), false));
        ns.intents().abandon(pending);
        return List.of();
    }

    private static EntryInfo directory(int owner, EntryKey key, Place place) {
        return new Dentry(EntryType.DIRECTORY, 0, key, owner).info(place.dir(), place.name());
    }
}
