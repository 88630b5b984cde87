package org.apiaryfs.meta.store;

import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;

/**
 * A name in a directory and what it stands for. Immutable.
 *
 * @param type kind of entry
 * @param flags flags of {@link EntryInfo}. INLINED is what is told on the wire: set until the file
 *     gets a second name, or somebody asks for the inode to be separate
 * @param key entry ID
 * @param owner node, or group, that stores the inode
 */
public record Dentry(EntryType type, int flags, EntryKey key, int owner) {
    public boolean directory() {
        return type == EntryType.DIRECTORY;
    }

    public boolean inlined() {
        return (flags & EntryInfo.INLINED) != 0;
    }

    /** The same without the INLINED flag. */
    public Dentry separate() {
        return new Dentry(type, flags & ~EntryInfo.INLINED, key, owner);
    }

    /** The same with the INLINED flag. */
    public Dentry withInode() {
        return new Dentry(type, flags | EntryInfo.INLINED, key, owner);
    }

    /** As sent to others. */
    public EntryInfo info(EntryKey parent, String name) {
        return new EntryInfo(type.number(), flags, parent.id(), key.id(), name, owner);
    }
}
