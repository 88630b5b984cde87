package org.apiaryfs.meta.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiaryfs.protocol.model.EntryType;

/**
 * Walks whole stores and tells what doesn't match, in each and between them: names without inode,
 * inodes without name, wrong link counts and counters, directories that don't hang together,
 * operations that were never ended. Meant for stores that nobody changes meanwhile. Needs memory for
 * every inode.
 */
public final class StoreCheck {
    private final Map<Integer, MetaStore> stores;
    private final List<String> problems = new ArrayList<>();
    private final Map<Inode, Integer> links = new HashMap<>();
    private final Map<Inode, Inode> parents = new HashMap<>();
    private final Map<Inode, Long> counts = new HashMap<>();
    private final Set<Inode> disposed = new HashSet<>();
    private final Map<Inode, DirInode> dirs = new HashMap<>();
    private final Map<Inode, FileInode> files = new HashMap<>();

    /** An inode on a node. */
    private record Inode(int node, EntryKey key) {
        @Override
        public String toString() {
            return key + " of node " + node;
        }
    }

    private StoreCheck(Map<Integer, MetaStore> stores) {
        this.stores = stores;
    }

    /**
     * @param stores by the numeric IDs of the nodes whose they are. Of nodes that aren't among them nothing is expected
     * @return one sentence per mismatch; empty if all is well
     */
    public static List<String> run(Map<Integer, MetaStore> stores) {
        StoreCheck check = new StoreCheck(stores);
        stores.forEach(check::read);
        stores.forEach(check::names);
        check.files();
        check.dirs();
        stores.forEach(check::xattrs);
        stores.forEach((node, store) -> store.intents().forEach((step, intent) -> check.problem("node " + node + " hasn't ended " + intent)));
        return check.problems;
    }

    private void problem(String text) {
        problems.add(text);
    }

    private void read(int node, MetaStore store) {
        store.scan(Family.DIRS, new byte[0], new byte[0], (key, value) -> dirs.put(new Inode(node, EntryKey.at(key, 0)), DirInode.decode(value)) == null);
        store.scan(Family.INODES, new byte[0], new byte[0], (key, value) -> files.put(new Inode(node, EntryKey.at(key, 0)), FileInode.decode(value)) == null);
    }

    private void names(int node, MetaStore store) {
        store.scan(Family.DENTRIES, new byte[0], new byte[0], (key, value) -> {
            Inode dir = new Inode(node, EntryKey.at(key, 0));
            for (DentryBucket.Slot slot : DentryBucket.decode(value).slots()) {
                name(dir, slot.name(), slot.dentry());
                if (store.name(dir.key, slot.name()).hash() != Bytes.getLong(key, EntryKey.SIZE)) {
                    problem("name " + slot.name() + " in " + dir + " stands under a wrong hash");
                }
            }
            return true;
        });
    }

    private void name(Inode dir, String name, Dentry dentry) {
        counts.merge(dir, DirCounts.unit(dentry), Long::sum);
        if (!stores.containsKey(dentry.owner())) {
            return;
        }
        Inode inode = new Inode(dentry.owner(), dentry.key());
        if (dir.key.disposal()) {
            disposed.add(inode);
        } else if (dentry.directory()) {
            Inode other = parents.put(inode, dir);
            if (other != null) {
                problem("directory " + inode + " has two names, in " + other + " and " + dir);
            }
        } else {
            links.merge(inode, 1, Integer::sum);
        }
        if (dentry.inlined() && dentry.owner() != dir.node) {
            problem("name " + name + " in " + dir + " says that inode " + inode + " is inlined");
        }
        if (dentry.directory() ? !dirs.containsKey(inode) : !files.containsKey(inode)) {
            problem("name " + name + " in " + dir + " refers to missing inode " + inode);
        } else if (!dentry.directory() && dentry.type() != files.get(inode).type()) {
            problem("name " + name + " in " + dir + " says " + dentry.type() + ", its inode " + files.get(inode).type());
        } else if (!dentry.directory() && files.get(inode).inlined() && !(dentry.inlined() && files.get(inode).home().equals(dir.key))) {
            problem("name " + name + " in " + dir + " isn't the one that inode " + inode + " counts as inlined in");
        }
    }

    private void files() {
        files.forEach((at, inode) -> {
            int found = links.getOrDefault(at, 0);
            if (found != inode.nlink()) {
                problem("file " + at + " has " + found + " names but link count " + inode.nlink());
            }
            if (inode.nlink() == 0 != disposed.contains(at)) {
                problem("file " + at + " with link count " + inode.nlink() + (disposed.contains(at) ? " is" : " isn't") + " in disposal");
            }
        });
    }

    private void dirs() {
        dirs.forEach((at, inode) -> {
            DirCounts found = new DirCounts(counts.getOrDefault(at, 0L));
            if (!found.equals(stores.get(at.node).counts(at.key))) {
                problem("directory " + at + " has " + found + " but counts " + stores.get(at.node).counts(at.key));
            }
            Inode parent = parents.get(at);
            if (at.key.node() != 0 && stores.containsKey(inode.parentNode()) && !new Inode(inode.parentNode(), inode.parent()).equals(parent)) {
                problem("directory " + at + " says its parent is " + inode.parent() + ", its name is in " + parent);
            }
            if (inode.attributes().mode() == 0 || EntryType.ofMode(inode.attributes().mode()) != EntryType.DIRECTORY) {
                problem("directory " + at + " has mode 0" + Integer.toOctalString(inode.attributes().mode()));
            }
            if (inode.move() != 0) {
                problem("directory " + at + " is kept for a move");
            }
            reachable(at);
        });
        counts.keySet().stream().filter(dir -> !dirs.containsKey(dir)).forEach(dir -> problem("names in missing directory " + dir));
    }

    private void reachable(Inode start) {
        Inode at = start;
        for (int depth = 0; at != null && at.key.node() != 0; depth++) {
            if (depth > dirs.size()) {
                problem("directory " + start + " is in a circle");
                return;
            }
            at = parents.get(at);
        }
    }

    private void xattrs(int node, MetaStore store) {
        store.scan(Family.XATTRS, new byte[0], new byte[0], (key, value) -> {
            Inode owner = new Inode(node, EntryKey.at(key, 0));
            boolean flagged = dirs.containsKey(owner) ? dirs.get(owner).hasXattrs() : files.containsKey(owner) && files.get(owner).hasXattrs();
            if (!flagged) {
                problem("extended attribute of " + owner + ", which is missing or says it has none");
            }
            return true;
        });
    }
}
