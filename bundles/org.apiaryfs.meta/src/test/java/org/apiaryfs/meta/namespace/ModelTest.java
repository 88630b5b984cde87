package org.apiaryfs.meta.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.StatData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random operations on a real store beside a plain model of POSIX in memory: same answers, same tree. */
class ModelTest {
    private static final int OPERATIONS = 60_000;
    private static final int NAMES = 12;

    private static final class Node {
        final EntryKey key;
        final boolean dir;
        final Map<String, Node> children = new TreeMap<>();
        Node parent;
        int nlink = 1;
        int mode;
        final Map<Integer, String> handles = new HashMap<>();

        Node(EntryKey key, boolean dir, Node parent) {
            this.key = key;
            this.dir = dir;
            this.parent = parent;
            this.mode = dir ? Fixture.DIR_MODE : Fixture.FILE_MODE;
        }

        boolean above(Node other) {
            for (Node at = other; at != null; at = at.parent) {
                if (at == this) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Random random = new Random(42);
    private final Node root = new Node(EntryKey.ROOT, true, null);
    private final List<Node> dirs = new ArrayList<>(List.of(root));
    private final List<Node> open = new ArrayList<>();

    @TempDir
    Path temp;

    @Test
    void answersAreThoseOfTheModel() throws Exception {
        Path directory = temp.resolve("store");
        Fixture f = new Fixture(directory, 8);
        try {
            for (int i = 0; i < OPERATIONS; i++) {
                step(f);
                if (i % 20_000 == 10_000) {
                    compare(f, root);
                    f.assertSound();
                    // The directory cache must be nothing but a cache, and open files must stay open.
                    f.close();
                    f = new Fixture(directory, 8);
                }
                if (random.nextInt(20) == 0) {
                    f.seconds.incrementAndGet();
                }
            }
            compare(f, root);
            while (!open.isEmpty()) {
                close(f, open.getLast());
            }
            compare(f, root);
            f.assertSound();
            assertEquals(List.of(), f.names(EntryKey.DISPOSAL, 100));
        } finally {
            f.close();
        }
    }

    private Node anyDir() {
        return dirs.get(random.nextInt(dirs.size()));
    }

    private String anyName() {
        return "n" + random.nextInt(NAMES);
    }

    private void step(Fixture f) throws Exception {
        switch (random.nextInt(12)) {
            case 0, 1 -> create(f, anyDir(), anyName());
            case 2 -> mkdir(f, anyDir(), anyName());
            case 3, 4 -> unlink(f, anyDir(), anyName());
            case 5 -> rmdir(f, anyDir(), anyName());
            case 6, 7 -> rename(f, anyDir(), anyName(), anyDir(), anyName());
            case 8 -> link(f, anyDir(), anyName(), anyDir(), anyName());
            case 9 -> chmod(f, anyDir(), anyName());
            case 10 -> openSome(f, anyDir(), anyName());
            default -> {
                if (!open.isEmpty()) {
                    close(f, open.get(random.nextInt(open.size())));
                }
            }
        }
    }

    /** Runs an operation and returns its error. */
    private static FsError error(Action action) {
        try {
            action.run();
            return FsError.SUCCESS;
        } catch (FsException e) {
            return e.error();
        }
    }

    private interface Action {
        void run() throws FsException;
    }

    private void create(Fixture f, Node dir, String name) throws FsException {
        if (dir.children.containsKey(name)) {
            assertEquals(FsError.EXISTS, error(() -> f.file(dir.key, name)));
        } else {
            dir.children.put(name, new Node(f.file(dir.key, name), false, null));
        }
    }

    private void mkdir(Fixture f, Node dir, String name) throws FsException {
        if (dir.children.containsKey(name)) {
            assertEquals(FsError.EXISTS, error(() -> f.mkdir(dir.key, name)));
        } else {
            Node made = new Node(f.mkdir(dir.key, name), true, dir);
            dir.children.put(name, made);
            dirs.add(made);
        }
    }

    private void unlink(Fixture f, Node dir, String name) throws FsException {
        Node node = dir.children.get(name);
        if (node == null || node.dir) {
            assertEquals(FsError.PATH_NOT_EXISTS, error(() -> f.ns.removal().unlink(dir.key, name)));
            return;
        }
        Optional<Doomed> doomed = f.ns.removal().unlink(dir.key, name).doomed();
        dir.children.remove(name);
        dropped(f, node, doomed);
    }

    /** A file lost a name: the right ones become doomed. */
    private void dropped(Fixture f, Node node, Optional<Doomed> doomed) throws FsException {
        node.nlink--;
        if (node.nlink > 0 || !node.handles.isEmpty()) {
            assertEquals(Optional.empty(), doomed);
            assertEquals(node.nlink, Lookups.stat(f.ns.lookups().file(node.key)).nlink());
        } else {
            assertEquals(doomed.isPresent(), f.store.file(node.key).isPresent());
            if (doomed.isPresent()) {
                f.ns.disposal().chunksRemoved(doomed.get());
            }
            assertEquals(FsError.PATH_NOT_EXISTS, error(() -> Lookups.stat(f.ns.lookups().file(node.key))));
        }
    }

    private void rmdir(Fixture f, Node dir, String name) throws FsException {
        Node node = dir.children.get(name);
        if (node == null || !node.dir) {
            assertEquals(FsError.PATH_NOT_EXISTS, error(() -> f.ns.removal().rmdir(dir.key, name)));
        } else if (!node.children.isEmpty()) {
            assertEquals(FsError.NOT_EMPTY, error(() -> f.ns.removal().rmdir(dir.key, name)));
        } else {
            f.ns.removal().rmdir(dir.key, name);
            dir.children.remove(name);
            dirs.remove(node);
            assertEquals(FsError.PATH_NOT_EXISTS, error(() -> f.file(node.key, "x")));
        }
    }

    private void rename(Fixture f, Node fromDir, String from, Node toDir, String to) throws FsException {
        Node source = fromDir.children.get(from);
        Node target = toDir.children.get(to);
        FsError expected = FsError.SUCCESS;
        if (source == null) {
            expected = FsError.PATH_NOT_EXISTS;
        } else if (source.dir && fromDir != toDir && source.above(toDir)) {
            expected = FsError.INVAL;
        } else if (source == target) {
            expected = FsError.SUCCESS;
        } else if (target != null && target.dir && !source.dir) {
            expected = FsError.EXISTS;
        } else if (target != null && !target.dir && source.dir) {
            expected = FsError.NOT_A_DIR;
        } else if (target != null && target.dir && !target.children.isEmpty()) {
            expected = FsError.NOT_EMPTY;
        }
        if (expected != FsError.SUCCESS) {
            assertEquals(expected, error(() -> f.ns.renames().rename(fromDir.key, from, toDir.key, to)));
            return;
        }
        Renames.Renamed renamed = f.ns.renames().rename(fromDir.key, from, toDir.key, to);
        if (source == target) {
            return;
        }
        fromDir.children.remove(from);
        toDir.children.put(to, source);
        if (source.dir) {
            source.parent = toDir;
        }
        if (target != null && target.dir) {
            dirs.remove(target);
        } else if (target != null) {
            dropped(f, target, renamed.doomed());
        }
    }

    private void link(Fixture f, Node fromDir, String from, Node toDir, String to) throws FsException {
        Node source = fromDir.children.get(from);
        if (source == null || source.dir) {
            return;
        }
        Action link = () -> f.ns.hardLinks().link(source.key, fromDir.key, from, toDir.key, to);
        if (toDir.children.containsKey(to)) {
            assertEquals(FsError.EXISTS, error(link));
        } else {
            link.run();
            toDir.children.put(to, source);
            source.nlink++;
        }
    }

    private void chmod(Fixture f, Node dir, String name) throws FsException {
        Node node = dir.children.get(name);
        if (node != null) {
            int permissions = random.nextInt(01000);
            AttributeChange change = new AttributeChange(AttributeChange.MODE, permissions, 0, 0, 0, 0);
            if (node.dir) {
                f.ns.directories().set(node.key, change);
            } else {
                f.ns.files().set(node.key, change, List.of());
            }
            node.mode = node.mode & ~07777 | permissions;
        }
    }

    private void openSome(Fixture f, Node dir, String name) throws FsException {
        Node node = dir.children.get(name);
        if (node != null && !node.dir) {
            Sessions.Opened opened = f.ns.sessions().open(7, node.key, random.nextBoolean() ? AccessFlags.READ : AccessFlags.READ_WRITE);
            node.handles.put(opened.session().number(), opened.handle());
            open.add(node);
        }
    }

    private void close(Fixture f, Node node) throws FsException {
        int number = node.handles.keySet().iterator().next();
        node.handles.remove(number);
        open.remove(node);
        Sessions.Opened closing = f.ns.sessions().beginClose(7, number, node.key);
        Optional<Doomed> doomed = f.ns.sessions().finishClose(closing.session(), List.of(), true);
        if (doomed.isPresent()) {
            assertTrue(node.nlink == 0 && node.handles.isEmpty());
            f.ns.disposal().chunksRemoved(doomed.get());
        }
        if (node.nlink == 0 && node.handles.isEmpty()) {
            assertEquals(FsError.PATH_NOT_EXISTS, error(() -> Lookups.stat(f.ns.lookups().file(node.key))));
        }
    }

    private void compare(Fixture f, Node dir) throws FsException {
        List<String> listed = f.names(dir.key, 1 + random.nextInt(5));
        assertEquals(dir.children.size(), listed.size());
        assertEquals(dir.children.keySet(), new HashSet<>(listed));
        long subdirs = dir.children.values().stream().filter(n -> n.dir).count();
        StatData stat = f.ns.lookups().statDirectory(dir.key);
        assertEquals(2 + subdirs, stat.nlink());
        assertEquals(dir.children.size(), stat.size());
        for (Map.Entry<String, Node> child : dir.children.entrySet()) {
            Node node = child.getValue();
            Lookups.Found found = f.ns.lookups().findWithAttributes(dir.key, child.getKey()).orElseThrow();
            assertEquals(node.key, found.dentry().key());
            assertEquals(node.dir, found.dentry().directory());
            assertEquals(node.mode, found.attributes().orElseThrow().mode());
            if (node.dir) {
                compare(f, node);
            } else {
                assertEquals(node.nlink, found.attributes().orElseThrow().nlink());
            }
        }
    }
}
