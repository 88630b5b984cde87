package org.apiaryfs.meta.namespace;

import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;

/**
 * A file whose last name is gone and that nobody has open, but that has chunk files. It waits in the
 * disposal directory until they are removed and {@link Disposal#chunksRemoved} is called; if that
 * never happens it is met there again at the next clean-up.
 */
public record Doomed(EntryKey key, FileInode inode) {}
