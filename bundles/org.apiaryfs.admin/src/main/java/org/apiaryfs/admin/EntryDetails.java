package org.apiaryfs.admin;

import java.util.Optional;
import org.apiaryfs.protocol.id.HashDirs;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Where a file or directory is, and how its data, or that of new files in it, is spread. Immutable.
 *
 * @param path from the root of the cluster's file system, for people
 * @param type what it is
 * @param entryId its entry ID
 * @param parentId entry ID of its directory; "" for the root
 * @param owner metadata node that serves it
 * @param ownerAlias that node's string ID, for people; empty if it isn't registered
 * @param ownerGroup metadata mirror group that it belongs to; empty if it isn't mirrored
 * @param inlined whether the inode is stored inside the directory entry
 * @param pattern of a file with its targets, of a directory without
 * @param chunkPath of files: below each target's chunk directory
 */
public record EntryDetails(
        String path, EntryType type, String entryId, String parentId, int owner, Optional<String> ownerAlias, Optional<Integer> ownerGroup,
        boolean inlined, StripePattern pattern, Optional<String> chunkPath) {

    /** Where BeeGFS's metadata servers keep the name of an inlined file, below their directory of names (spec framing §7.4). */
    public String dentryPath() {
        return HashDirs.of(parentId).path() + '/' + parentId + '/';
    }

    /** Where BeeGFS's metadata servers keep the inode of what isn't inlined, below their directory of inodes. */
    public String inodePath() {
        return HashDirs.of(entryId).path() + '/' + entryId;
    }
}
