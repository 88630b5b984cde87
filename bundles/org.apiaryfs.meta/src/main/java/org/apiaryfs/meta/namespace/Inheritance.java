package org.apiaryfs.meta.namespace;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.AccessList;
import org.apiaryfs.protocol.model.EntryType;

/**
 * What a new entry gets from the access control list of its directory (spec meta §4.6). Without access control lists
 * the mode is stored as sent. Thread-safe.
 */
public final class Inheritance {
    private final Volume volume;
    private final boolean enabled;

    /** @param enabled whether directories hand down lists and the umask is applied here */
    public Inheritance(Volume volume, boolean enabled) {
        this.volume = volume;
        this.enabled = enabled;
    }

    /**
     * The mode and attributes of a new entry.
     *
     * @param mode asked for, with type bits
     * @throws FsException PATH_NOT_EXISTS if the directory isn't here, INTERNAL if its list is damaged
     */
    public Creation.Wish wish(EntryKey parent, int mode, int umask, int uid, int gid) throws FsException {
        if (!enabled) {
            return new Creation.Wish(mode, uid, gid);
        }
        EntryType type = EntryType.ofMode(mode);
        Optional<byte[]> handedDown = type == EntryType.SYMLINK ? Optional.empty() : defaultList(parent);
        if (handedDown.isEmpty()) {
            return new Creation.Wish(mode & ~umask, uid, gid);
        }
        try {
            AccessList list = AccessList.decode(handedDown.get());
            if (list.entries().isEmpty()) {
                return new Creation.Wish(mode & ~umask, uid, gid);
            }
            AccessList limited = list.limitedBy(mode);
            Map<String, byte[]> attributes = new HashMap<>();
            if (limited.extended()) {
                attributes.put(AccessList.ACCESS, limited.encode());
            }
            if (type == EntryType.DIRECTORY) {
                attributes.put(AccessList.DEFAULT, handedDown.get());
            }
            return new Creation.Wish(limited.mode(mode), uid, gid, attributes);
        } catch (FsException e) {
            throw new FsException(FsError.INTERNAL, "default access control list of directory " + parent + ": " + e.getMessage());
        }
    }

    private Optional<byte[]> defaultList(EntryKey directory) throws FsException {
        try (Directory dir = volume.directories().require(directory)) {
            return dir.inode().hasXattrs() ? volume.store().xattr(directory, AccessList.DEFAULT) : Optional.empty();
        }
    }
}
