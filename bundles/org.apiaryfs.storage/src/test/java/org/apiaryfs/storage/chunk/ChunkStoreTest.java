package org.apiaryfs.storage.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apiaryfs.node.FreeSpace;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkStoreTest {
    private static final PathInfo ROOT = PathInfo.of(0, "root");

    @TempDir
    private Path target;

    private final DescriptorBudget budget = new DescriptorBudget(64);
    private ChunkStore store;

    @BeforeEach
    void open() throws Exception {
        store = ChunkStore.open(target, budget);
    }

    @AfterEach
    void close() {
        store.close();
        assertEquals(0, budget.open(), "descriptors left open");
    }

    private static ByteBuffer[] bytes(byte[] content) {
        return new ByteBuffer[] {ByteBuffer.allocateDirect(content.length).put(content).flip()};
    }

    private static byte[] read(OpenChunk chunk, long position, int length) throws FsException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
        byte[] read = new byte[chunk.read(buffer, position)];
        buffer.flip().get(read);
        return read;
    }

    private void write(ChunkPath path, byte[] content) throws FsException {
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            OpenChunk chunk = handle.forWriting(path, Optional.empty(), CreationGate.OPEN);
            try {
                assertEquals(new OpenChunk.Written(content.length, FsError.SUCCESS), chunk.write(bytes(content), 0));
            } finally {
                chunk.release();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, root, 1-64A1B2C3-2, u0/0/r/root/1-64A1B2C3-2",
        "1, 1000, 3-5F3A2B1C-1, 1F-64A1B2C3-2, u3E8/5F3A/2/3-5F3A2B1C-1/1F-64A1B2C3-2",
        "0, 0, '', 1F-64A1B2C3-2, 70/3E/1F-64A1B2C3-2"})
    void layoutOfTheReference(int flags, int uid, String parent, String entry, String expected) throws Exception {
        write(ChunkPath.of(new PathInfo(flags, uid, parent), entry), "data".getBytes(StandardCharsets.US_ASCII));
        Path file = target.resolve("chunks").resolve(expected);
        assertEquals("data", Files.readString(file));
        assertEquals("rw-rw-rw-", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        for (Path dir = file.getParent(); !dir.equals(target); dir = dir.getParent()) {
            assertEquals("rwxrwxrwx", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)), dir.toString());
        }
    }

    @Test
    void missingChunkIsNoErrorForReaders() throws Exception {
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.READ)) {
            assertEquals(Optional.empty(), handle.forReading(path));
            assertEquals(Optional.empty(), handle.ifUsed());
            write(path, new byte[] {7});
            OpenChunk chunk = handle.forReading(path).orElseThrow();
            assertArrayEquals(new byte[] {7}, read(chunk, 0, 10));
            chunk.release();
        }
        assertEquals(Optional.empty(), store.stat(ChunkArea.MIRROR, path));
        assertFalse(store.truncate(ChunkArea.MIRROR, path, 5));
        assertFalse(store.setTimes(ChunkArea.MIRROR, path, OptionalLong.of(1), OptionalLong.of(1)));
        assertFalse(store.changeOwner(ChunkArea.MIRROR, path, 1, 1));
        assertFalse(store.unlink(ChunkArea.MIRROR, path));
    }

    @Test
    void holesStayHoles() throws Exception {
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        long far = 1L << 30;
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            OpenChunk chunk = handle.forWriting(path, Optional.empty(), CreationGate.OPEN);
            chunk.write(bytes(new byte[] {1, 2, 3}), far);
            assertArrayEquals(new byte[100], read(chunk, 12345, 100));
            assertArrayEquals(new byte[] {0, 1, 2, 3}, read(chunk, far - 1, 100));
            assertArrayEquals(new byte[0], read(chunk, far + 3, 1));
            chunk.sync();
            chunk.release();
        }
        ChunkStat stat = store.stat(ChunkArea.CHUNKS, path).orElseThrow();
        assertEquals(far + 3, stat.size());
        assertTrue(stat.blocks() < 100, "allocated " + stat.blocks());
    }

    @Test
    void gatheredWriteOfManyPieces() throws Exception {
        ByteBuffer[] pieces = new ByteBuffer[3000]; // above IOV_MAX
        byte[] expected = new byte[3 * pieces.length];
        new Random(1).nextBytes(expected);
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = ByteBuffer.allocateDirect(3).put(expected, 3 * i, 3).flip();
        }
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            OpenChunk chunk = handle.forWriting(path, Optional.empty(), CreationGate.OPEN);
            assertEquals(new OpenChunk.Written(expected.length, FsError.SUCCESS), chunk.write(pieces, 10));
            assertArrayEquals(expected, read(chunk, 10, expected.length));
            chunk.release();
        }
    }

    @Test
    void attributes() throws Exception {
        ChunkPath path = ChunkPath.of(PathInfo.of(1000, "3-5F3A2B1C-1"), "1-1-1");
        write(path, new byte[5000]);
        assertTrue(store.setTimes(ChunkArea.CHUNKS, path, OptionalLong.of(1_000_000_007), OptionalLong.of(-5)));
        assertTrue(store.setTimes(ChunkArea.CHUNKS, path, OptionalLong.empty(), OptionalLong.of(3_000_000_000L)));
        ChunkStat stat = store.stat(ChunkArea.CHUNKS, path).orElseThrow();
        assertEquals(1_000_000_007, stat.mtime());
        assertEquals(3_000_000_000L, stat.atime());
        assertEquals(5000, stat.size());
        assertTrue(store.truncate(ChunkArea.CHUNKS, path, 100));
        assertEquals(100, store.stat(ChunkArea.CHUNKS, path).orElseThrow().size());
        assertEquals(FsError.INVAL, assertThrows(FsException.class, () -> store.truncate(ChunkArea.CHUNKS, path, -1)).error());
        assertEquals(FsError.TOO_BIG, assertThrows(FsException.class, () -> store.truncate(ChunkArea.CHUNKS, path, Long.MAX_VALUE)).error());
    }

    @Test
    void ownerIsSetAtEachOpenForWriting() throws Exception {
        Privileges.assumeRoot();
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        store.createWithSize(ChunkArea.CHUNKS, path, 10, Optional.of(new ChunkOwner(1000, 100)), CreationGate.OPEN);
        assertEquals(1000, store.stat(ChunkArea.CHUNKS, path).orElseThrow().uid());
        assertEquals(100, store.stat(ChunkArea.CHUNKS, path).orElseThrow().gid());
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            handle.forWriting(path, Optional.of(new ChunkOwner(1001, 101)), CreationGate.OPEN).release();
        }
        assertEquals(1001, store.stat(ChunkArea.CHUNKS, path).orElseThrow().uid());
        assertTrue(store.changeOwner(ChunkArea.CHUNKS, path, -1, 7));
        assertEquals(1001, store.stat(ChunkArea.CHUNKS, path).orElseThrow().uid());
        assertEquals(7, store.stat(ChunkArea.CHUNKS, path).orElseThrow().gid());
    }

    @Test
    void gateKeepsNewChunksOutAndLetsOldOnesBe() throws Exception {
        CreationGate shut = () -> {
            throw new FsException(FsError.DQUOT);
        };
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            assertEquals(FsError.DQUOT, assertThrows(FsException.class, () -> handle.forWriting(path, Optional.empty(), shut)).error());
            assertEquals(Optional.empty(), store.stat(ChunkArea.CHUNKS, path));
            write(path, new byte[1]);
            handle.forWriting(path, Optional.empty(), shut).release();
        }
    }

    @Test
    void readerMayStartToWrite() throws Exception {
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        write(path, new byte[] {1, 2});
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.READ)) {
            OpenChunk reading = handle.forReading(path).orElseThrow();
            OpenChunk writing = handle.forWriting(path, Optional.empty(), CreationGate.OPEN);
            assertEquals(new OpenChunk.Written(1, FsError.SUCCESS), writing.write(bytes(new byte[] {9}), 1));
            assertArrayEquals(new byte[] {1, 9}, read(reading, 0, 2));
            assertTrue(handle.mode().write());
            reading.release();
            writing.release();
        }
    }

    @Test
    void removedWhileOpenLivesOnForItsUser() throws Exception {
        ChunkPath path = ChunkPath.of(PathInfo.of(1000, "3-5F3A2B1C-1"), "1-1-1");
        write(path, new byte[] {1, 2});
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            handle.forReading(path).orElseThrow().release();
            assertTrue(store.unlink(ChunkArea.CHUNKS, path));
            store.removeEmptyParents(ChunkArea.CHUNKS, path);
            OpenChunk chunk = handle.forWriting(path, Optional.empty(), CreationGate.OPEN);
            chunk.write(bytes(new byte[] {3}), 2);
            assertArrayEquals(new byte[] {1, 2, 3}, read(chunk, 0, 10));
            chunk.release();
        }
        assertTrue(Files.isDirectory(target.resolve("chunks/u3E8")));
        assertFalse(Files.exists(target.resolve("chunks/u3E8/5F3A")));
    }

    @Test
    void parentsInUseAndOldLayoutStay() throws Exception {
        ChunkPath first = ChunkPath.of(ROOT, "1-1-1");
        write(first, new byte[1]);
        write(ChunkPath.of(ROOT, "2-1-1"), new byte[1]);
        store.unlink(ChunkArea.CHUNKS, first);
        store.removeEmptyParents(ChunkArea.CHUNKS, first);
        assertTrue(Files.exists(target.resolve("chunks/u0/0/r/root/2-1-1")));
        ChunkPath old = ChunkPath.of(PathInfo.NONE, "1F-64A1B2C3-2");
        write(old, new byte[1]);
        store.unlink(ChunkArea.CHUNKS, old);
        store.removeEmptyParents(ChunkArea.CHUNKS, old);
        assertTrue(Files.isDirectory(target.resolve("chunks/70/3E")));
    }

    @Test
    void creatorsAndRemoversInOneDirectory() throws Exception {
        int threads = 8;
        int rounds = 400;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int t = 0; t < threads; t++) {
                // Two parents share the upper directories; each has its own file names per thread.
                PathInfo parent = PathInfo.of(1000, t % 2 == 0 ? "3-5F3A2B1C-1" : "4-5F3A2B1D-1");
                byte[] content = {(byte) t};
                String entry = t + "-5F3A2B1C-1";
                Callable<Void> loop = () -> {
                    ChunkPath path = ChunkPath.of(parent, entry);
                    start.await();
                    for (int i = 0; i < rounds; i++) {
                        write(path, content);
                        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.READ)) {
                            OpenChunk chunk = handle.forReading(path).orElseThrow();
                            assertArrayEquals(content, read(chunk, 0, 9));
                            chunk.release();
                        }
                        assertTrue(store.unlink(ChunkArea.CHUNKS, path));
                        store.removeEmptyParents(ChunkArea.CHUNKS, path);
                    }
                    return null;
                };
                running.add(executor.submit(loop));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        }
        assertFalse(Files.exists(target.resolve("chunks/u3E8/5F3A")), "the last remover leaves no directory");
    }

    @Test
    void linksInTheTreeLeadNowhere(@TempDir Path outside) throws Exception {
        Files.createSymbolicLink(target.resolve("chunks/u0"), outside);
        Files.createDirectories(outside.resolve("0/r/root"));
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            assertEquals(FsError.INTERNAL, assertThrows(FsException.class,
                    () -> handle.forWriting(path, Optional.empty(), CreationGate.OPEN)).error());
        }
        assertFalse(Files.exists(outside.resolve("0/r/root/1-1-1")));
    }

    @Test
    void descriptorsAreBoundedAndComeBack() throws Exception {
        DescriptorBudget few = new DescriptorBudget(4);
        try (ChunkStore small = ChunkStore.open(target, few)) {
            List<ChunkHandle> handles = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ChunkHandle handle = small.handle(ChunkArea.CHUNKS, ChunkMode.WRITE);
                OpenChunk chunk = handle.forWriting(ChunkPath.of(ROOT, i + "-1-1"), Optional.empty(), CreationGate.OPEN);
                chunk.write(bytes(new byte[] {(byte) i}), 0);
                chunk.release();
                handles.add(handle);
                assertTrue(few.open() <= 6, few.open() + " open");
            }
            for (int i = 0; i < 40; i++) {
                OpenChunk chunk = handles.get(i).ifUsed().orElseThrow();
                assertArrayEquals(new byte[] {(byte) i}, read(chunk, 0, 2));
                chunk.release();
            }
            handles.forEach(ChunkHandle::close);
            assertEquals(0, few.open());
        }
    }

    @Test
    void closedHandleIsClosedAfterItsLastUser() throws Exception {
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.WRITE);
        OpenChunk chunk = handle.forWriting(path, Optional.empty(), CreationGate.OPEN);
        handle.close();
        assertEquals(new OpenChunk.Written(1, FsError.SUCCESS), chunk.write(bytes(new byte[1]), 0));
        assertEquals(1, budget.open());
        chunk.release();
        assertEquals(0, budget.open());
        OpenChunk late = handle.forReading(path).orElseThrow();
        assertEquals(1, late.stat().size());
        late.release();
    }

    @Test
    void directAndSynchronousSessionsTakeAnyAlignment() throws Exception {
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        ChunkMode mode = ChunkMode.ofAccessFlags(4 | 32 | 64);
        assertEquals(new ChunkMode(true, true, true), mode);
        assertEquals(mode, ChunkMode.ofOpenFlags(mode.openFlags()));
        byte[] content = new byte[10_001];
        new Random(2).nextBytes(content);
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, mode)) {
            OpenChunk chunk = handle.forWriting(path, Optional.empty(), CreationGate.OPEN);
            assertEquals(new OpenChunk.Written(content.length, FsError.SUCCESS), chunk.write(bytes(content), 77));
            assertArrayEquals(content, read(chunk, 77, content.length + 50));
            byte[] large = new byte[(2 << 20) + 12345];
            new Random(3).nextBytes(large);
            ByteBuffer[] parts = {bytes(Arrays.copyOf(large, 5000))[0], bytes(Arrays.copyOfRange(large, 5000, large.length))[0]};
            assertEquals(new OpenChunk.Written(large.length, FsError.SUCCESS), chunk.write(parts, 8192));
            assertArrayEquals(large, read(chunk, 8192, large.length + 1));
            assertArrayEquals(Arrays.copyOf(content, 8192 - 77), read(chunk, 77, 8192 - 77));
            chunk.release();
        }
    }

    @Test
    void channelSharesTheFileAndCacheIsSeen() throws Exception {
        ChunkPath path = ChunkPath.of(ROOT, "1-1-1");
        write(path, new byte[1 << 20]);
        try (ChunkHandle handle = store.handle(ChunkArea.CHUNKS, ChunkMode.READ)) {
            OpenChunk chunk = handle.forReading(path).orElseThrow();
            store.unlink(ChunkArea.CHUNKS, path);
            FileChannel channel = chunk.channel();
            assertEquals(1 << 20, channel.size());
            assertTrue(chunk.cached(0, 1 << 20), "just written");
            chunk.release();
        }
    }

    @Test
    void fullDiskGivesShortCountThenNoSpace(@TempDir Path dir) throws Exception {
        try (Tmpfs tmpfs = Tmpfs.mount(dir, 1 << 20); ChunkStore small = ChunkStore.open(tmpfs.path(), budget);
                ChunkHandle handle = small.handle(ChunkArea.CHUNKS, ChunkMode.WRITE)) {
            OpenChunk chunk = handle.forWriting(ChunkPath.of(ROOT, "1-1-1"), Optional.empty(), CreationGate.OPEN);
            OpenChunk.Written written = chunk.write(bytes(new byte[2 << 20]), 0);
            assertEquals(FsError.NO_SPACE, written.error());
            assertTrue(written.bytes() > 0 && written.bytes() <= 1 << 20, written.toString());
            assertEquals(written.bytes(), chunk.stat().size());
            assertEquals(new OpenChunk.Written(0, FsError.NO_SPACE), chunk.write(bytes(new byte[4096]), 2 << 20));
            chunk.release();
            FreeSpace space = small.space();
            assertEquals(1 << 20, space.sizeTotal());
            assertEquals(0, space.sizeFree());
        }
    }

    @Test
    void overridesOfFreeSpace() throws Exception {
        Files.writeString(target.resolve("free_space.override"), "# for a test\n\n3G\n");
        assertEquals(3L << 30, store.space().sizeFree());
        assertTrue(store.space().sizeTotal() > 0);
        Files.writeString(target.resolve("free_inodes.override"), "many\n");
        FsException wrong = assertThrows(FsException.class, store::space);
        assertTrue(wrong.getMessage().contains("free_inodes.override"), wrong.getMessage());
    }

    @Test
    void versionsGrow() throws Exception {
        StorageVersions versions = new StorageVersions(5);
        long first = versions.next("1-1-1", v -> v);
        assertEquals((5L << 32) + 1, first);
        assertEquals(first + 1, (long) versions.next("2-1-1", v -> v));
    }
}
