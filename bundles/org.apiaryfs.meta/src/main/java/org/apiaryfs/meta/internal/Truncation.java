package org.apiaryfs.meta.internal;

import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Sets the size of files (spec meta §8.6). Thread-safe; blocks its thread until the targets have answered. */
final class Truncation {
    private final Namespace ns;
    private final ChunkFiles chunks;
    private final Pins pins;

    Truncation(Namespace ns, ChunkFiles chunks, Pins pins) {
        this.ns = ns;
        this.chunks = chunks;
        this.pins = pins;
    }

    /**
     * Cuts or extends a file.
     *
     * @param quota chunk files that have to be made shall belong to the file's owner
     * @throws FsException PATH_NOT_EXISTS, INVAL if the size is negative, or the first target's error;
     *     then other targets may have cut theirs
     */
    void truncate(EntryKey key, long size, boolean quota, int user) throws FsException {
        if (size < 0) {
            throw new FsException(FsError.INVAL, "file size " + size);
        }
        if (size == 0 && !ns.lookups().file(key).hasChunks()) {
            ns.files().emptied(key);
            return;
        }
        pins.with(key, user, inode -> {
            if (!inode.hasChunks()) {
                ns.files().mayHaveChunks(key);
            }
            ChunkFiles.Result result = chunks.truncate(key, inode, size, quota, user);
            if (result.error().ok()) {
                ns.files().settle(key, result.reports());
            } else {
                ns.files().report(key, result.reports());
                throw new FsException(result.error(), "truncation of " + key);
            }
            return inode;
        });
    }
}
