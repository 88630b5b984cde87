package org.apiaryfs.storage.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The books of a target against a look at all its files. */
class UsageTest {
    private static final int WORKERS = 4;

    @TempDir
    private Path target;

    private final DescriptorBudget budget = new DescriptorBudget(8);
    private ChunkStore store;

    @BeforeEach
    void open() throws Exception {
        Privileges.assumeRoot();
        store = ChunkStore.open(target, budget);
        store.takeUsage(Optional.of(TargetUsage.nothing()));
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private void reopen(Optional<TargetUsage> known) throws Exception {
        store.close();
        store = ChunkStore.open(target, budget);
        store.takeUsage(known);
    }

    /** What stat(2) says, independently of the code under test but for the rule what a chunk counts for. */
    private TargetUsage onDisk() throws IOException {
        TreeMap<Integer, Usage> users = new TreeMap<>(Integer::compareUnsigned);
        TreeMap<Integer, Usage> groups = new TreeMap<>(Integer::compareUnsigned);
        Process find = new ProcessBuilder("find", target.resolve("chunks").toString(), target.resolve("buddymir").toString(),
                "-type", "f", "-printf", "%U %G %b %s\\n").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        for (String line : new String(find.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).lines().toList()) {
            String[] words = line.split(" ");
            Usage usage = new Usage(Math.min(Long.parseLong(words[2]) * 512, (Long.parseLong(words[3]) + 4095) / 4096 * 4096), 1);
            users.merge(Integer.parseUnsignedInt(words[0]), usage, Usage::plus);
            groups.merge(Integer.parseUnsignedInt(words[1]), usage, Usage::plus);
        }
        return new TargetUsage(users, groups, true);
    }

    private static ChunkPath path(int parent, int entry) {
        try {
            return ChunkPath.of(PathInfo.of(parent % 3, parent + "-1-1"), entry + "-2-1");
        } catch (FsException e) {
            throw new AssertionError(e);
        }
    }

    private static ChunkOwner owner(int user) {
        return new ChunkOwner(1000 + user, 2000 + user % 2);
    }

    private static void write(ChunkHandle handle, ChunkPath path, ChunkOwner owner, long offset, int length) throws FsException {
        OpenChunk chunk = handle.forWriting(path, Optional.of(owner), CreationGate.OPEN);
        chunk.write(new ByteBuffer[] {ByteBuffer.allocateDirect(length)}, offset);
        chunk.release();
    }

    /** Does what clients do, at random, with chunks of its own and with some that all workers share. */
    private Void work(int worker, int operations) throws FsException {
        Random random = new Random(worker);
        List<ChunkHandle> handles = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            int parent = random.nextInt(12);
            ChunkPath path = path(parent, random.nextInt(4) == 0 ? 1 : 10 * worker + random.nextInt(5));
            ChunkOwner owner = owner(random.nextInt(4));
            ChunkArea area = random.nextInt(5) == 0 ? ChunkArea.MIRROR : ChunkArea.CHUNKS;
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    ChunkHandle handle = store.handle(area, ChunkMode.WRITE);
                    handles.add(handle);
                    write(handle, path, owner, random.nextInt(3) * 100_000L, 1 + random.nextInt(20_000));
                }
                case 3 -> store.truncate(area, path, random.nextInt(50_000));
                case 4 -> store.changeOwner(area, path, random.nextBoolean() ? owner.userId() : -1, owner.groupId());
                case 5 -> store.createWithSize(area, path, random.nextInt(50_000), Optional.of(owner), CreationGate.OPEN);
                default -> {
                    if (store.unlink(area, path)) {
                        store.removeEmptyParents(area, path);
                    }
                }
            }
            if (handles.size() > 6) {
                handles.remove(random.nextInt(handles.size())).close();
            }
        }
        handles.forEach(ChunkHandle::close);
        return null;
    }

    private void workers(int operations, Callable<Void> meanwhile) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS + 1)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int worker = 1; worker <= WORKERS; worker++) {
                int number = worker;
                running.add(threads.submit(() -> work(number, operations)));
            }
            running.add(threads.submit(meanwhile));
            for (Future<Void> one : running) {
                one.get();
            }
        }
    }

    @Test
    void theBooksSayWhatIsOnTheDisk() throws Exception {
        workers(800, () -> {
            for (int i = 0; i < 50; i++) {
                store.usage();
            }
            return null;
        });
        assertEquals(onDisk(), store.usage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countingGoesOnWhileChunksChange(boolean guess) throws Exception {
        workers(500, () -> null);
        TargetUsage wrong = new TargetUsage(new TreeMap<>(Map.of(7, new Usage(1, 1))), new TreeMap<>(), false);
        for (int round = 0; round < 4; round++) {
            reopen(guess ? Optional.of(wrong) : Optional.empty());
            workers(200, () -> {
                store.awaitCount();
                return null;
            });
            assertEquals(onDisk(), store.usage());
        }
    }

    @Test
    void aGuessIsShownUntilAllIsCounted() throws Exception {
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            write(handle, path(1, 1), owner(1), 0, 10_000);
        }
        TargetUsage exact = store.usage();
        assertEquals(new Usage(12_288, 1), exact.users().get(1001));
        reopen(Optional.of(new TargetUsage(exact.users(), new TreeMap<>(), false)));
        store.awaitCount();
        assertEquals(exact, store.usage());
        reopen(Optional.of(exact));
        assertEquals(exact, store.usage(), "taken over without counting");
    }

    @Test
    void whatIsBeingWrittenCounts() throws Exception {
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            write(handle, path(1, 1), owner(1), 0, 1);
            assertEquals(new Usage(4096, 1), store.usage().users().get(1001));
            write(handle, path(1, 1), owner(1), 0, 100_000);
            assertEquals(102_400, store.usage().users().get(1001).bytes());
            store.truncate(ChunkArea.CHUNKS, path(1, 1), 4096);
            assertEquals(4096, store.usage().groups().get(2001).bytes());
            store.unlink(ChunkArea.CHUNKS, path(1, 1));
            write(handle, path(1, 1), owner(1), 0, 100_000);
            assertEquals(TargetUsage.nothing(), store.usage(), "nobody is charged for what has no name");
        }
        assertEquals(TargetUsage.nothing(), store.usage());
    }

    @Test
    void holesAndPreallocationAreFree() throws Exception {
        store.createWithSize(ChunkArea.CHUNKS, path(1, 1), 1L << 40, Optional.of(owner(1)), CreationGate.OPEN);
        assertTrue(store.usage().users().get(1001).bytes() <= 4096, "a file of zeros");
        assertEquals(1, store.usage().users().get(1001).inodes());
        assertFalse(store.usage().users().containsKey(0));
    }

    @Test
    void theWalksOrderIsThatOfDirectories() {
        List<String> sorted = new ArrayList<>(List.of("chunks/u1/5F/1", "chunks/u1-", "chunks", "buddymir/u1", "chunks/u1/5F", "chunks/u1", "chunks/u10/a"));
        sorted.sort(Recount::compare);
        assertEquals(List.of("buddymir/u1", "chunks", "chunks/u1", "chunks/u1/5F", "chunks/u1/5F/1", "chunks/u1-", "chunks/u10/a"), sorted);
    }
}
