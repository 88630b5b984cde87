package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.Client;
import org.apiaryfs.client.Inode;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.MetaStores;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree that is spread over three metadata servers behaves like one on a local disk. */
@Tag("system")
class SeveralMetadataServersTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Duration BACK = Duration.ofSeconds(120);
    /** Directories enough that every server has some; each file is moved over directories of all. */
    private static final String WORK = """
            mkdir tree; cp -a /usr/include/linux/netfilter* /usr/include/linux/can tree/
            for i in 1 2 3 4 5 6 7 8; do mkdir d$i; echo "text $i" > d$i/file; ln d$i/file d$i/second; done
            for i in 1 2 3 4 5 6 7; do
              j=$((i + 1))
              mv d$i/file d$j/moved$i; ln d$j/moved$i d1/linked$i; ln -s ../d$i d$j/symbolic
              mkdir d$i/sub; echo "in sub $i" > d$i/sub/inside; mv d$i/sub d$j/sub$i
              cp d$j/sub$i/inside d$i/over; cp d$j/sub$i/inside d$j/other; mv d$i/over d$j/other
            done
            for i in 1 2 3 4 5 6 7 8; do mkdir -p e$i/full/x f$i; mv -T f$i e$i/full 2>/dev/null && exit 1; rmdir e$i/full/x; mv -T f$i e$i/full; done
            rm d3/second d4/moved3; mv d2/second d5/second; mv tree/can d6/can; mv d6 d7/d6
            exec 3> d1/open; echo one >&3; mv d1/open d8/open; echo two >&3; rm -f d8/gone; exec 3>&-
            exec 4> d1/gone; echo one >&4; mv d1/gone d5/gone; rm d5/gone; echo two >&4; exec 4>&-
            mkdir old; cp -a tree old/tree; rm -r old
            """;
    private static final String PICTURE = "find . -mindepth 1 ! -type d -printf '%P %y %m %n %s %l\\n' -o -mindepth 1 -printf '%P %y %m %n\\n' | sort";

    @TempDir
    Path dir;

    @Test
    void aTreeOverAllServersIsAsOnALocalDisk() throws Exception {
        Path local = Files.createDirectory(dir.resolve("local"));
        Shell.run(local, LIMIT, WORK);
        TestCluster cluster = new TestCluster(dir.resolve("cluster"), new TestCluster.Shape(3, 1, 2)).start();
        try (cluster) {
            Mount mount = cluster.mount();
            Path work = Files.createDirectory(mount.directory().resolve("work"));
            Shell.run(work, LIMIT, WORK);
            assertEquals(Shell.run(local, LIMIT, PICTURE), Shell.run(work, LIMIT, PICTURE));
            Shell.run(work, LIMIT, "diff -r --no-dereference " + local + " .");
            Mount other = cluster.mount();
            Shell.run(other.directory().resolve("work"), LIMIT, "diff -r --no-dereference " + local + " .");
            assertEquals(Set.of(1, 2, 3), owners(cluster));
            Shell.run(mount.directory(), LIMIT, "cp -a work copy; rm -r work; diff -r --no-dereference " + local + " copy");
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + cluster.logs(), e);
        }
        try (MetaStores stores = new MetaStores(cluster)) {
            assertEquals(List.of(), stores.check());
        }
    }

    private static Set<Integer> owners(TestCluster cluster) throws Exception {
        try (Client client = cluster.client()) {
            Inode work = client.namespace().lookup(client.namespace().root(), "work", Caller.ROOT).get();
            return client.namespace().list(work.entry(), 0, 100, Caller.ROOT).get().entries().stream()
                    .filter(entry -> entry.name().matches("[def][0-9]"))
                    .map(entry -> owner(client, work, entry.name())).collect(Collectors.toSet());
        }
    }

    private static int owner(Client client, Inode directory, String name) {
        return client.namespace().lookup(directory.entry(), name, Caller.ROOT).join().entry().owner();
    }

    /** The mount hears of a server's return within {@code sysUpdateTargetStatesSecs}. */
    private static String readOnceThere(Path file) throws Exception {
        long deadline = System.nanoTime() + BACK.toNanos();
        while (true) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    /** A metadata server that doesn't own the root, without which nothing is found. */
    private static Daemon otherThanRoots(TestCluster cluster) throws Exception {
        try (Client client = cluster.client()) {
            String root = Integer.toString(client.namespace().root().owner());
            for (Daemon meta : cluster.metas()) {
                if (!Files.readString(cluster.directory().resolve(meta.name()).resolve("nodeNumID")).strip().equals(root)) {
                    return meta;
                }
            }
        }
        throw new AssertionError("all metadata servers own the root");
    }

    @Test
    void aServerThatIsDownCostsOnlyWhatBelongsToIt() throws Exception {
        try (TestCluster cluster = new TestCluster(dir.resolve("cluster"), new TestCluster.Shape(3, 1, 2)).start()) {
            Mount mount = cluster.mount("connCommRetrySecs=1");
            Path mnt = mount.directory();
            Shell.run(mnt, LIMIT, "for i in 1 2 3 4 5 6; do mkdir d$i; echo $i > d$i/file; done");
            Daemon victim = otherThanRoots(cluster);
            victim.kill();
            int alive = 0;
            for (int i = 1; i <= 6; i++) {
                Path file = mnt.resolve("d" + i).resolve("file");
                try {
                    assertEquals(i + "\n", Files.readString(file));
                    Files.move(file, mnt.resolve("moved" + i));
                    alive++;
                } catch (IOException e) {
                    assertTrue(e.getMessage().contains("Communication error"), e.toString());
                }
                Files.createDirectory(mnt.resolve("new" + i));
                Files.writeString(mnt.resolve("new" + i).resolve("file"), "text");
            }
            assertTrue(alive > 0, "none of six directories is on the servers that run");
            victim.start();
            cluster.awaitOnline();
            for (int i = 1; i <= 6; i++) {
                Path moved = mnt.resolve("moved" + i);
                assertEquals(i + "\n", readOnceThere(Files.exists(moved) ? moved : mnt.resolve("d" + i).resolve("file")));
            }
        }
    }
}
