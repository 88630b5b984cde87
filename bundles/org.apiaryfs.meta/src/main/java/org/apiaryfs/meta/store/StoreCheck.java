package org.apiaryfs.meta.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apiaryfs.protocol.model.EntryType;

/**
 * Walks the whole store and tells what doesn't match: names without inode, inodes without name,
 * wrong link counts and counters, directories that don't hang together. Meant for a store that
 * nobody changes meanwhile. Needs memory for every inode.
 */
public final class StoreCheck {
    private final MetaStore store;
    private final int node;
    private final List<String> problems = new ArrayList<>();
    private final Map<EntryKey, Integer> links = new HashMap<>();
    private final Map<EntryKey, EntryKey> parents = new HashMap<>();
    private final Map<EntryKey, Long> counts = new HashMap<>();
    private final Map<EntryKey, Boolean> disposed = new HashMap<>();
    private final Map<EntryKey, DirInode> dirs = new HashMap<>();
    private final Map<EntryKey, FileInode> files = new HashMap<>();

    private StoreCheck(MetaStore store, int node) {
        this.store = store;
        this.node = node;
    }

    /**
     * @param node numeric ID of the node whose store it is
     * @return one sentence per mismatch; empty if all is well
     */
    public static List<String> run(MetaStore store, int node) {
        StoreCheck check = new StoreCheck(store, node);
        check.read();
        check.names();
        check.files();
        check.dirs();
        check.xattrs();
        return check.problems;
    }

    private void problem(String text) {
        problems.add(text);
    }

    private void read() {
        store.scan(Family.DIRS, new byte[0], new byte[0], (key, value) -> dirs.put(EntryKey.at(key, 0), DirInode.decode(value)) == null);
        store.scan(Family.INODES, new byte[0], new byte[0], (key, value) -> files.put(EntryKey.at(key, 0), FileInode.decode(value)) == null);
    }

    private void names() {
        store.scan(Family.DENTRIES, new byte[0], new byte[0], (key, value) -> {
            EntryKey dir = EntryKey.at(key, 0);
            for (DentryBucket.Slot slot : DentryBucket.decode(value).slots()) {
                name(dir, slot.name(), slot.dentry());
                if (store.name(dir, slot.name()).hash() != Bytes.getLong(key, EntryKey.SIZE)) {
                    problem("name " + slot.name() + " in " + dir + " stands under a wrong hash");
                }
            }
            return true;
        });
    }

    private void name(EntryKey dir, String name, Dentry dentry) {
        EntryKey key = dentry.key();
        counts.merge(dir, DirCounts.unit(dentry), Long::sum);
        if (dentry.owner() != node) {
            return;
        }
        if (dir.disposal()) {
            disposed.put(key, true);
        } else if (dentry.directory()) {
            EntryKey other = parents.put(key, dir);
            if (other != null) {
                problem("directory " + key + " has two names, in " + other + " and " + dir);
            }
        } else {
            links.merge(key, 1, Integer::sum);
        }
        if (dentry.directory() ? !dirs.containsKey(key) : !files.containsKey(key)) {
            problem("name " + name + " in " + dir + " refers to missing inode " + key);
        } else if (!dentry.directory() && dentry.type() != files.get(key).type()) {
            problem("name " + name + " in " + dir + " says " + dentry.type() + ", its inode " + files.get(key).type());
        }
    }

    private void files() {
        files.forEach((key, inode) -> {
            int found = links.getOrDefault(key, 0);
            if (found != inode.nlink()) {
                problem("file " + key + " has " + found + " names but link count " + inode.nlink());
            }
            if (inode.nlink() == 0 != disposed.containsKey(key)) {
                problem("file " + key + " with link count " + inode.nlink() + (disposed.containsKey(key) ? " is" : " isn't") + " in disposal");
            }
        });
    }

    private void dirs() {
        dirs.forEach((key, inode) -> {
            DirCounts found = new DirCounts(counts.getOrDefault(key, 0L));
            if (!found.equals(store.counts(key))) {
                problem("directory " + key + " has " + found + " but counts " + store.counts(key));
            }
            if (key.node() != 0 && inode.parentNode() == node && !inode.parent().equals(parents.get(key))) {
                problem("directory " + key + " says its parent is " + inode.parent() + ", its name is in " + parents.get(key));
            }
            if (inode.attributes().mode() == 0 || EntryType.ofMode(inode.attributes().mode()) != EntryType.DIRECTORY) {
                problem("directory " + key + " has mode 0" + Integer.toOctalString(inode.attributes().mode()));
            }
            reachable(key);
        });
        counts.keySet().stream().filter(dir -> !dirs.containsKey(dir)).forEach(dir -> problem("names in missing directory " + dir));
    }

    private void reachable(EntryKey key) {
        EntryKey at = key;
        for (int depth = 0; at != null && at.node() != 0; depth++) {
            if (depth > dirs.size()) {
                problem("directory " + key + " is in a circle");
                return;
            }
            at = parents.get(at);
        }
    }

    private void xattrs() {
        store.scan(Family.XATTRS, new byte[0], new byte[0], (key, value) -> {
            EntryKey owner = EntryKey.at(key, 0);
            boolean flagged = dirs.containsKey(owner) ? dirs.get(owner).hasXattrs() : files.containsKey(owner) && files.get(owner).hasXattrs();
            if (!flagged) {
                problem("extended attribute of " + owner + ", which is missing or says it has none");
            }
            return true;
        });
    }
}
