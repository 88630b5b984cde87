package org.apiaryfs.mgmt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apiaryfs.mgmt.internal.journal.ChangeLog;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Notice;
import org.apiaryfs.mgmt.internal.state.Registry;
import org.junit.jupiter.api.Test;

class KeeperTest {
    /** A disk that can be made to fail, which a real one doesn't do on request. */
    private static final class Disk implements ChangeLog {
        private final List<Change.Durable> kept = new ArrayList<>();
        private final Semaphore turns = new Semaphore(1000);
        private int writes;
        private volatile boolean full;

        @Override
        public void append(List<Change.Durable> steps, Registry after) throws IOException {
            turns.acquireUninterruptibly();
            writes++;
            if (full) {
                throw new IOException("No space left on device");
            }
            kept.addAll(steps);
        }

        @Override
        public long size() {
            return kept.size();
        }

        @Override
        public void close() {}
    }

    private final Disk disk = new Disk();
    private final List<Notice> notices = new ArrayList<>();
    private final List<ClusterState> published = new ArrayList<>();
    private int reviews;
    private final Keeper keeper = new Keeper(ClusterState.EMPTY, disk, notices::add, () -> reviews++, published::add);

    private String rename(String name) throws IOException {
        return keeper.update(draft -> {
            draft.change(new Change.PoolNamed(1, name));
            draft.tell(Notice.Refresh.STORAGE_POOLS);
            draft.review();
            return "renamed";
        });
    }

    @Test
    void aChangeIsKeptBeforeItIsTold() throws IOException {
        assertEquals("renamed", rename("a"));
        assertEquals(List.of(new Change.PoolNamed(1, "a")), disk.kept);
        assertEquals(List.of(Notice.Refresh.STORAGE_POOLS), notices);
        assertEquals(1, reviews);
        assertSame(keeper.current(), published.getLast());
    }

    @Test
    void whatTheDiskRefusesHasNotHappened() throws IOException {
        rename("a");
        ClusterState before = keeper.current();
        disk.full = true;
        assertThrows(IOException.class, () -> rename("b"));
        assertSame(before, keeper.current());
        assertEquals(1, notices.size());
        assertEquals(1, reviews);
        assertTrue(keeper.trouble().orElseThrow().contains("No space left"));
        disk.full = false;
        rename("c");
        assertTrue(keeper.trouble().isEmpty());
        assertEquals("c", keeper.current().registry().pools().names().get(1).orElseThrow());
    }

    @Test
    void passingStepsNeedNoDisk() throws IOException {
        disk.full = true;
        keeper.update(draft -> {
            draft.change(new Change.ClientHeard(1, 5));
            return null;
        });
        assertEquals(5, keeper.current().clientsHeard().get(1).orElseThrow());
    }

    /** Begins updates one after the other, while the disk is held up by the first. */
    private List<Future<String>> whileTheDiskIsBusy(ExecutorService threads, List<Callable<String>> updates) throws Exception {
        disk.turns.drainPermits();
        List<Future<String>> results = new ArrayList<>();
        for (Callable<String> update : updates) {
            int before = disk.turns.getQueueLength();
            results.add(threads.submit(update));
            while (results.size() == 1 && disk.turns.getQueueLength() == before || keeper.waiting() < results.size() - 1) {
                Thread.sleep(1);
            }
        }
        return results;
    }

    @Test
    void whatComesWhileTheDiskIsBusyGoesToItTogether() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = whileTheDiskIsBusy(threads, List.of(() -> rename("a"), () -> rename("b"), () -> {
                keeper.update(draft -> {
                    throw new IllegalStateException("a fault in one of them");
                });
                return "never";
            }, () -> keeper.update(draft -> draft.registry().pools().names().get(1).orElseThrow()), () -> rename("c")));
            disk.turns.release(2);
            assertEquals("renamed", all.get(0).get());
            assertEquals("renamed", all.get(1).get());
            assertThrows(ExecutionException.class, () -> all.get(2).get());
            assertEquals("b", all.get(3).get());
            assertEquals("renamed", all.get(4).get());
        }
        assertEquals(2, disk.writes);
        assertEquals(List.of("a", "b", "c"), disk.kept.stream().map(c -> ((Change.PoolNamed) c).name()).toList());
        assertEquals("c", keeper.current().registry().pools().names().get(1).orElseThrow());
    }

    @Test
    void afterAFailureEachHasItsOwnChance() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = whileTheDiskIsBusy(threads, List.of(() -> rename("a"), () -> rename("b"), () -> keeper.update(draft -> {
                draft.change(new Change.ClientHeard(1, 5));
                return "heard";
            })));
            disk.full = true;
            disk.turns.release(1000);
            assertThrows(ExecutionException.class, () -> all.get(0).get());
            assertThrows(ExecutionException.class, () -> all.get(1).get());
            assertEquals("heard", all.get(2).get());
        }
        assertEquals(5, keeper.current().clientsHeard().get(1).orElseThrow());
        assertTrue(keeper.trouble().isPresent());
    }
}
