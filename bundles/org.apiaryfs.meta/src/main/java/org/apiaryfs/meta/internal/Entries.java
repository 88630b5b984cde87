package org.apiaryfs.meta.internal;

import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;

/** What the {@link EntryInfo}s of requests mean here. Stateless. */
final class Entries {
    private Entries() {}

    /** @throws FsException PATH_NOT_EXISTS if no entry can have that ID */
    static EntryKey key(EntryInfo entry) throws FsException {
        return EntryKey.parse(entry.entryId()).orElseThrow(
                () -> new FsException(FsError.PATH_NOT_EXISTS, "\"" + entry.entryId() + "\" is no entry ID"));
    }

    /** True for directories, however the sender describes the root. */
    static boolean directory(EntryInfo entry) {
        return entry.type() == EntryType.DIRECTORY || root(entry);
    }

    static boolean root(EntryInfo entry) {
        return entry.entryId().equals(EntryInfo.ROOT_ID) || entry.parentId().isEmpty() && entry.entryId().isEmpty();
    }

    /**
     * The key of a directory that has to be here.
     *
     * @throws FsException NOT_OWNER if it is the root and another node has it, PATH_NOT_EXISTS
     */
    static EntryKey ownDirectory(Namespace ns, EntryInfo entry) throws FsException {
        if (!root(entry)) {
            return key(entry);
        }
        int owner = ns.lookups().directory(EntryKey.ROOT).owner();
        if (owner != ns.volume().node()) {
            throw new FsException(FsError.NOT_OWNER, "the root directory belongs to node " + owner);
        }
        return EntryKey.ROOT;
    }
}
