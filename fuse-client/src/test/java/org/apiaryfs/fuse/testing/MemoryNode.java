package org.apiaryfs.fuse.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apiaryfs.fuse.Attributes;
import org.apiaryfs.fuse.FileType;

/** An inode of the in-memory file system. Threading: guarded by the file system's lock. */
final class MemoryNode {
    private static final long FIRST_COOKIE = 3; // after "." and ".."

    /** A name in a directory. */
    record Child(String name, MemoryNode node, long cookie) { }

    final long id;
    final FileType type;
    final Instant birth = Instant.now();
    final SparseData data = new SparseData();
    final Map<String, byte[]> xattrs = new TreeMap<>();
    final LockTable locks = new LockTable();
    final Map<String, Child> children = new HashMap<>();
    final TreeMap<Long, Child> order = new TreeMap<>();
    String target = "";
    MemoryNode parent = this;
    int mode;
    int uid;
    int gid;
    int device;
    int links;
    long lookups;
    int handles;
    Instant atime = birth;
    Instant mtime = birth;
    Instant ctime = birth;
    private long nextCookie = FIRST_COOKIE;

    MemoryNode(long id, int mode) {
        this.id = id;
        this.mode = mode;
        type = FileType.ofMode(mode);
        links = type == FileType.DIRECTORY ? 2 : 1;
    }

    boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    void put(String name, MemoryNode node) {
        Child child = new Child(name, node, nextCookie++);
        children.put(name, child);
        order.put(child.cookie, child);
        if (node.isDirectory()) {
            node.parent = this;
            links++;
        }
        changed();
    }

    void remove(String name) {
        Child child = children.remove(name);
        order.remove(child.cookie);
        if (child.node.isDirectory()) {
            links--;
        }
        changed();
    }

    /** Data or entries changed now. */
    void changed() {
        mtime = Instant.now();
        ctime = mtime;
    }

    /** What a write or truncation by someone unprivileged does to set-ID bits. */
    void clearPrivileges() {
        if (!isDirectory()) {
            mode &= ~04000;
            if ((mode & 010) != 0) {
                mode &= ~02000;
            }
        }
    }

    Attributes attributes() {
        long size = switch (type) {
            case SYMLINK -> target.length();
            case DIRECTORY -> 4096;
            default -> data.size();
        };
        return new Attributes(id, size, data.allocatedBlocks() * SparseData.BLOCK / 512, atime, mtime, ctime, mode,
                links, uid, gid, device, SparseData.BLOCK);
    }
}
