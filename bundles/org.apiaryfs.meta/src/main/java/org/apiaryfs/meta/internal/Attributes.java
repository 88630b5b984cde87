package org.apiaryfs.meta.internal;

import org.apiaryfs.meta.namespace.Lookups;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.StatData;

/** Attributes of files as they really are, where need be asked from the storage targets. Thread-safe; may block its thread for them. */
final class Attributes {
    private final Namespace ns;
    private final ChunkFiles chunks;
    private final Pins pins;

    Attributes(Namespace ns, ChunkFiles chunks, Pins pins) {
        this.ns = ns;
        this.chunks = chunks;
        this.pins = pins;
    }

    /**
     * Size and times of a file, from the targets if they know better (spec meta §4.9). What an offline one knows is done
     * without; others are expected back.
     *
     * @throws FsException COMMUNICATION if such a target doesn't answer and the caller doesn't take what is known here
     */
    StatData stat(EntryKey key, Call call) throws FsException {
        Lookups.Known known = ns.lookups().known(key);
        if (!known.uncertain()) {
            return Lookups.stat(known.inode());
        }
        return pins.with(key, call.user(), inode -> {
            ChunkFiles.Result result = chunks.attributes(key, inode, call.user());
            StatData best = Lookups.stat(result.error().ok() && ns.lookups().file(key).unsettled()
                    ? ns.files().settle(key, result.reports()) : ns.files().observe(key, result.reports()));
            if (!result.awaited()) {
                return best;
            }
            if (!call.takesUnsure()) {
                throw new FsException(FsError.COMMUNICATION, "a target that may know the size of " + key);
            }
            return best.asUnsure();
        });
    }

    /** Asks the targets in any case, also of a file that seems to have no chunk files, and stores what they say. */
    void refresh(EntryKey key, int user) throws FsException {
        pins.with(key, user, inode -> {
            ChunkFiles.Result result = chunks.attributes(key, inode, user);
            return result.error().ok() ? ns.files().settle(key, result.reports()) : ns.files().report(key, result.reports());
        });
    }
}
