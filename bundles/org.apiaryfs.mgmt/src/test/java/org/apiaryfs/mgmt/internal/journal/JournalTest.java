package org.apiaryfs.mgmt.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.Registry;
import org.apiaryfs.node.StartException;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path directory;

    /** A step of each kind. */
    private static final List<Change.Durable> EVERY_KIND = List.of(
            new Change.NodePut(new NodeInfo("m\u00fcnchen", List.of(new NicAddress(0x7F000001, "lo", 0), new NicAddress(-1, "ib0", 2)), 7, 8005, 65535, 1)),
            new Change.NodePut(new NodeInfo("s", List.of(), 1, 1, 1, 2)),
            new Change.NodePut(new NodeInfo("c", List.of(), -2, 8004, 0, 3)),
            new Change.NodeGone(NodeType.STORAGE, 1),
            new Change.ClientIdUsed(-1),
            new Change.RootSet(new RootOwner(7, true)),
            new Change.TargetNumbered("0-ABC-1", 101),
            new Change.TargetNumbered("gone", 102),
            new Change.TargetMapped(101, 1),
            new Change.TargetMapped(102, 1),
            new Change.TargetPooled(102, 1),
            new Change.TargetUnmapped(102),
            new Change.GroupPut(NodeType.STORAGE, 5, new BuddyGroup(101, 65535)),
            new Change.GroupPut(NodeType.META, 6, new BuddyGroup(7, 8)),
            new Change.GroupGone(NodeType.META, 6),
            new Change.PoolNamed(2, "fast"),
            new Change.PoolNamed(3, "gone"),
            new Change.PoolGone(3),
            new Change.TargetPooled(101, 2),
            new Change.GroupPooled(5, 2),
            new Change.ConsistencySet(NodeType.STORAGE, 101, Consistency.BAD),
            new Change.ConsistencySet(NodeType.META, 7, Consistency.NEEDS_RESYNC),
            new Change.LimitSet(1, new QuotaData(-1, 5, 1000, 1, true)),
            new Change.LimitSet(2, new QuotaData(0, 5, -1, 2, true)),
            new Change.LimitSet(2, new QuotaData(1, 1, 8, 2, true)),
            new Change.LimitSet(2, new QuotaData(0, 0, 8, 2, true)),
            new Change.DefaultLimitsSet(2, new QuotaDefaultLimits(1, 2, 3, 4)));

    private StoreDirectory open() throws StartException {
        return StoreDirectory.open(directory.resolve("store"), 1, 1, true, "storeMgmtdDirectory");
    }

    private Path file() {
        return directory.resolve("store").resolve(Journal.FILE);
    }

    /** Opens, has something done, closes. */
    private Registry with(Work work) throws Exception {
        try (StoreDirectory store = open()) {
            Journal.Opened opened = Journal.open(store);
            store.alias("mgmt");
            try (Journal journal = opened.journal()) {
                return work.run(journal, opened.registry());
            }
        }
    }

    private interface Work {
        Registry run(Journal journal, Registry registry) throws Exception;
    }

    private Registry reopened() throws Exception {
        return with((journal, registry) -> registry);
    }

    private static Registry append(Journal journal, Registry registry, List<Change.Durable> steps) throws IOException {
        Registry after = registry;
        for (Change.Durable step : steps) {
            after = after.apply(step);
        }
        journal.append(steps, after);
        return after;
    }

    @Test
    void everyKindOfStepComesBack() throws Exception {
        List<Registry> states = new ArrayList<>();
        Registry all = with((journal, registry) -> {
            Registry now = registry;
            for (Change.Durable step : EVERY_KIND) {
                now = append(journal, now, List.of(step));
                states.add(now);
            }
            return now;
        });
        assertEquals(all, reopened());
        Registry again = Registry.EMPTY;
        for (Change.Durable step : all.asChanges()) {
            again = again.apply(step);
        }
        assertEquals(all, again, "a snapshot's steps lead to the same");
    }

    @Test
    void aWriteThatWasCutOffAnywhereIsDroppedAsAWhole() throws Exception {
        Registry before = with((journal, registry) -> append(journal, registry, EVERY_KIND.subList(0, 5)));
        byte[] kept = Files.readAllBytes(file());
        Registry after = with((journal, registry) -> append(journal, registry, EVERY_KIND.subList(5, 8)));
        byte[] all = Files.readAllBytes(file());
        for (int length = kept.length; length <= all.length; length++) {
            Files.write(file(), Arrays.copyOf(all, length));
            assertEquals(length == all.length ? after : before, reopened(), "cut at " + length);
            // What is added then must not be spoilt by the remains.
            Registry more = with((journal, registry) -> append(journal, registry, EVERY_KIND.subList(8, 12)));
            assertEquals(more, reopened(), "added after a cut at " + length);
        }
    }

    @Test
    void blocksThatDidNotReachTheDiskAreDropped() throws Exception {
        Registry before = with((journal, registry) -> append(journal, registry, EVERY_KIND.subList(0, 5)));
        int kept = (int) Files.size(file());
        with((journal, registry) -> append(journal, registry, EVERY_KIND.subList(5, 8)));
        byte[] zeroed = Files.readAllBytes(file());
        Arrays.fill(zeroed, kept, zeroed.length, (byte) 0);
        Files.write(file(), zeroed);
        assertEquals(before, reopened());
    }

    @Test
    void damageInTheMiddleStopsTheStartAndSaysWhere() throws Exception {
        with((journal, registry) -> append(journal, registry, EVERY_KIND.subList(0, 5)));
        int first = (int) Files.size(file());
        with((journal, registry) -> append(journal, registry, EVERY_KIND.subList(5, 8)));
        with((journal, registry) -> append(journal, registry, EVERY_KIND.subList(8, 12)));
        byte[] bytes = Files.readAllBytes(file());
        bytes[first + 9] ^= 1;
        Files.write(file(), bytes);
        StartException e = assertThrows(StartException.class, this::reopened);
        assertTrue(e.getMessage().contains("damaged at byte " + first), e.getMessage());
        assertEquals(bytes.length, Files.size(file()), "and nothing is touched");
    }

    @Test
    void foreignFilesAndNewerVersionsAreRefused() throws Exception {
        reopened();
        byte[] good = Files.readAllBytes(file());
        Files.writeString(file(), "something else entirely");
        assertTrue(assertThrows(StartException.class, this::reopened).getMessage().contains("is no journal"));
        byte[] newer = good.clone();
        newer[8] = 2;
        Files.write(file(), newer);
        assertTrue(assertThrows(StartException.class, this::reopened).getMessage().contains("version 2"));
    }

    @Test
    void aLostJournalIsNotReplacedByAnEmptyOne() throws Exception {
        reopened();
        Files.delete(file());
        assertTrue(assertThrows(StartException.class, this::reopened).getMessage().contains("is missing"));
    }

    @Test
    void aFirstStartThatWasCutOffBeginsAnew() throws Exception {
        open().close();
        assertEquals(Registry.EMPTY, reopened());
    }

    @Test
    void aGrownJournalIsRewritten() throws Exception {
        Registry last = with((journal, registry) -> {
            Registry now = registry;
            String name = "n".repeat(20_000);
            for (int i = 0; i < 300; i++) {
                now = append(journal, now, List.of(new Change.PoolNamed(2 + i % 2, name + i)));
            }
            assertTrue(journal.size() < 2 << 20, "6 MB were written, " + journal.size() + " remain");
            return now;
        });
        assertEquals(last, reopened());
    }

    @Test
    void aFailedAppendIsMendedByTheNext() throws Exception {
        Registry last = with((journal, registry) -> {
            Registry now = append(journal, registry, EVERY_KIND.subList(0, 5));
            Registry unkept = now;
            // An interrupt closes the channel in the middle of the work, as it does for any reader or writer of it.
            Thread.currentThread().interrupt();
            assertThrows(IOException.class, () -> append(journal, unkept, EVERY_KIND.subList(5, 8)));
            assertTrue(Thread.interrupted());
            return append(journal, now, EVERY_KIND.subList(8, 12));
        });
        assertEquals(last, reopened());
    }

    @Test
    void nothingIsWrittenAfterClosing() throws Exception {
        List<Journal> closed = new ArrayList<>();
        with((journal, registry) -> {
            closed.add(journal);
            return registry;
        });
        byte[] before = Files.readAllBytes(file());
        assertThrows(IOException.class, () -> append(closed.getFirst(), Registry.EMPTY, EVERY_KIND.subList(0, 1)));
        assertEquals(before.length, Files.size(file()));
    }

    @Test
    void anyHistoryComesBack() throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 20; round++) {
            Registry written = with((journal, registry) -> {
                Registry now = registry;
                for (int i = 0; i < 30; i++) {
                    List<Change.Durable> steps = new ArrayList<>();
                    for (int n = 1 + random.nextInt(3); n > 0; n--) {
                        steps.add(EVERY_KIND.get(random.nextInt(EVERY_KIND.size())));
                    }
                    now = append(journal, now, steps);
                }
                return now;
            });
            assertEquals(written, reopened(), "round " + round);
        }
    }
}
