package org.apiaryfs.fuse.vfs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.client.Inode;
import org.apiaryfs.fuse.Forgotten;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.protocol.model.EntryInfo;

/**
 * The inodes that the kernel knows, by number and by entry ID. A node stays until the kernel has given
 * back all lookups. Thread-safe.
 */
final class NodeTable {
    private final Map<Long, Node> byId = new HashMap<>();
    private final Map<String, Node> byEntry = new HashMap<>();
    private final Map<Node.Name, Node> byName = new HashMap<>();
    private long nextId = FuseFileSystem.ROOT + 1;

    NodeTable(EntryInfo root) {
        Node node = new Node(FuseFileSystem.ROOT, root);
        byId.put(node.id(), node);
        byEntry.put(root.entryId(), node);
    }

    /** The node with a number; empty if it was forgotten. */
    synchronized Optional<Node> node(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized Optional<Node> withEntry(String entryId) {
        return Optional.ofNullable(byEntry.get(entryId));
    }

    /** What the kernel last found under a name. */
    synchronized Optional<Node> named(long parent, String name) {
        return Optional.ofNullable(byName.get(new Node.Name(parent, name)));
    }

    /** The node of an inode that was found under a name, made if need be; the kernel is told of it, which counts. */
    synchronized Node found(long parent, String name, Inode inode) {
        Node node = byEntry.computeIfAbsent(inode.entry().entryId(), id -> {
            Node made = new Node(nextId++, inode.entry());
            byId.put(made.id(), made);
            return made;
        });
        node.update(inode);
        node.lookups++;
        name(new Node.Name(parent, name), node);
        return node;
    }

    private void name(Node.Name name, Node node) {
        Node before = byName.put(name, node);
        if (before != node) {
            if (before != null) {
                before.names.remove(name);
            }
            node.names.add(name);
        }
    }

    /** The kernel wasn't told after all. */
    void takeBack(Node node) {
        forget(List.of(new Forgotten(node.id(), 1)));
    }

    /** A name is gone. */
    synchronized void unnamed(long parent, String name) {
        Node.Name key = new Node.Name(parent, name);
        Node node = byName.remove(key);
        if (node != null) {
            node.names.remove(key);
        }
    }

    /**
     * The kernel takes a directory for removed, because it has removed or replaced the name. If somebody else had put another
     * directory there, this one lives on elsewhere: whoever finds it gets a node that the kernel doesn't know yet.
     */
    synchronized void removed(Node directory) {
        byEntry.remove(directory.entry().entryId(), directory);
    }

    /** A node has another name now; what had it before doesn't any more. */
    synchronized void renamed(long parent, String name, long newParent, String newName) {
        Node.Name old = new Node.Name(parent, name);
        Node node = byName.get(old);
        if (node != null) {
            unnamed(parent, name);
            name(new Node.Name(newParent, newName), node);
        } else {
            unnamed(newParent, newName);
        }
    }

    /** The kernel gives lookups back. */
    synchronized void forget(List<Forgotten> forgotten) {
        for (Forgotten f : forgotten) {
            Node node = byId.get(f.nodeId());
            if (node == null || f.nodeId() == FuseFileSystem.ROOT) {
                continue;
            }
            node.lookups -= f.count();
            if (node.lookups <= 0) {
                byId.remove(node.id());
                byEntry.remove(node.entry().entryId(), node);
                node.names.forEach(name -> byName.remove(name, node));
            }
        }
    }

    synchronized int size() {
        return byId.size();
    }
}
