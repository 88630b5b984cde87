package org.apiaryfs.meta.internal;

import org.apiaryfs.meta.namespace.Lookups;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.StatData;

/** Attributes of files as they really are, where need be asked from the storage targets. Thread-safe; may block its thread for them. */
final class Attributes {
    private final Namespace ns;
    private final ChunkFiles chunks;

    Attributes(Namespace ns, ChunkFiles chunks) {
        this.ns = ns;
        this.chunks = chunks;
    }

    /** Size and times of a file; while it is open for writing only the targets know them (spec meta §4.9). */
    StatData stat(EntryKey key, int user) throws FsException {
        if (!ns.lookups().openForWriting(key)) {
            return ns.lookups().statFile(key);
        }
        // Targets that don't answer are ignored: the best that is known is better than nothing.
        return Lookups.stat(ns.files().observe(key, chunks.attributes(key, ns.lookups().file(key), user).reports()));
    }

    /** Asks the targets in any case and stores what they say. */
    void refresh(EntryKey key, int user) throws FsException {
        FileInode inode = ns.lookups().file(key);
        if (inode.hasChunks()) {
            ns.files().report(key, chunks.attributes(key, inode, user).reports());
        }
    }
}
