package org.apiaryfs.protocol.id;

import java.util.Locale;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.PathInfo;

/**
 * Where a file's chunk lies below a target's chunk directory (spec framing §7.5). Immutable.
 *
 * <p>All parts come from the network; none of them can lead out of the chunk directory.
 *
 * @param directory directory relative to the chunk directory, without slash at either end
 * @param name name of the chunk file: the entry ID
 */
public record ChunkPath(String directory, String name) {
    /** Longest name that the usual file systems of targets take, in bytes. */
    private static final int MAX_NAME = 255;
    /** Digits of the time word that are left out or stand for the day. */
    private static final int TIME_TAIL = 4;

    /**
     * The path of a file's chunk.
     *
     * @throws FsException {@link FsError#INVAL} if the IDs can't be names of files, or the layout
     *     is marked unknown
     */
    public static ChunkPath of(PathInfo info, String entryId) throws FsException {
        name(entryId);
        if ((info.flags() & PathInfo.ORIG) != 0) {
            return new ChunkPath(directoryByTime(info.origParentUid(), info.origParentId()), entryId);
        }
        if ((info.flags() & PathInfo.ORIG_UNKNOWN) != 0) {
            throw new FsException(FsError.INVAL, "chunk path of " + entryId + ": the original parent is unknown");
        }
        return new ChunkPath(HashDirs.of(entryId).path(), entryId);
    }

    private static String directoryByTime(int uid, String parentId) throws FsException {
        name(parentId);
        String time = timeWord(parentId);
        int head = time.length() - TIME_TAIL;
        String month = head > 0 ? time.substring(0, head) : head == 0 ? "0" : time;
        String day = head >= 0 ? time.substring(head, head + 1) : "0";
        // A made-up ID could have dots just where they become a directory of their own.
        return "u" + Integer.toHexString(uid).toUpperCase(Locale.ROOT) + '/' + name(month) + '/' + name(day) + '/' + parentId;
    }

    /** The middle word of a generated ID, the whole of a fixed one such as {@code root}. */
    private static String timeWord(String id) {
        int first = id.indexOf('-');
        if (first < 0) {
            return id;
        }
        int second = id.indexOf('-', first + 1);
        return id.substring(first + 1, second < 0 ? id.length() : second);
    }

    private static String name(String part) throws FsException {
        if (part.isEmpty() || part.length() > MAX_NAME || part.equals(".") || part.equals("..")
                || part.indexOf('/') >= 0 || part.indexOf('\0') >= 0) {
            throw new FsException(
                    FsError.INVAL, "\"" + part.replace('\0', '?') + "\" can't be a part of a chunk path");
        }
        return part;
    }

    /** Directory and name joined by a slash. */
    public String path() {
        return directory + '/' + name;
    }
}
