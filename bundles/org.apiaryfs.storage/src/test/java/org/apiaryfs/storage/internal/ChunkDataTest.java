package org.apiaryfs.storage.internal;

import static org.apiaryfs.storage.internal.TestServer.FIRST_TARGET;
import static org.apiaryfs.storage.internal.TestServer.ask;
import static org.apiaryfs.storage.internal.TestServer.bytes;
import static org.apiaryfs.storage.internal.TestServer.take;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.apiaryfs.protocol.storage.CloseChunkFile;
import org.apiaryfs.protocol.storage.CloseChunkFileResp;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.protocol.striping.StripeLayout;
import org.apiaryfs.storage.chunk.Tmpfs;
import org.apiaryfs.transport.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and writing over real connections. */
class ChunkDataTest {
    private static final int CLIENT = 7;
    private static final PathInfo ROOT = PathInfo.of(0, "root");
    private static final String HANDLE = "12AB#1-64A1B2C3-2";
    private static final String ENTRY = "1-64A1B2C3-2";

    @TempDir
    private Path dir;

    private static WriteLocalFile write(long offset, long count, int target) {
        return new WriteLocalFile(offset, count, AccessFlags.READ_WRITE, HANDLE, CLIENT, ROOT, target);
    }

    private static ReadLocalFileV2 read(long offset, long count, int target) {
        return new ReadLocalFileV2(offset, count, AccessFlags.READ_WRITE, HANDLE, CLIENT, ROOT, target);
    }

    private static long put(Connection connection, WriteLocalFile request, byte[] data) throws Exception {
        Envelope answer = connection.askSending(Envelope.of(request).toTarget(request.targetId()), bytes(data)).get(30, TimeUnit.SECONDS);
        return ((WriteLocalFileResp) answer.message()).result();
    }

    private static byte[] get(Connection connection, ReadLocalFileV2 request) throws Exception {
        return take(connection.askReceiving(Envelope.of(request).toTarget(request.targetId()), (int) request.count()).get(30, TimeUnit.SECONDS));
    }

    private static FsError error(Connection connection, ReadLocalFileV2 request) {
        ExecutionException e = assertThrows(ExecutionException.class,
                () -> connection.askReceiving(Envelope.of(request), (int) request.count()).get(30, TimeUnit.SECONDS));
        return assertInstanceOf(FsException.class, e.getCause()).error();
    }

    private static byte[] random(int length, long seed) {
        byte[] data = new byte[length];
        new Random(seed).nextBytes(data);
        return data;
    }

    @Test
    void readsEndWhereTheChunkEnds() throws Exception {
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertArrayEquals(new byte[0], get(connection, read(0, 1000, FIRST_TARGET)), "no chunk yet");
            byte[] data = random(3_000_001, 1);
            assertEquals(data.length, put(connection, write(0, data.length, FIRST_TARGET), data));
            assertArrayEquals(data, get(connection, read(0, data.length, FIRST_TARGET)));
            assertArrayEquals(data, get(connection, read(0, data.length + 100, FIRST_TARGET)));
            assertArrayEquals(Arrays.copyOfRange(data, 2_999_000, data.length), get(connection, read(2_999_000, 5_000_000, FIRST_TARGET)));
            assertArrayEquals(Arrays.copyOfRange(data, 17, 17 + 70_000), get(connection, read(17, 70_000, FIRST_TARGET)));
            assertArrayEquals(new byte[0], get(connection, read(data.length, 10, FIRST_TARGET)));
            assertArrayEquals(new byte[0], get(connection, read(Long.MAX_VALUE - 5, 10, FIRST_TARGET)));
            assertArrayEquals(new byte[0], get(connection, read(0, 0, FIRST_TARGET)));
            assertEquals(FsError.INVAL, error(connection, read(-1, 10, FIRST_TARGET)));
            assertEquals(FsError.UNKNOWN_TARGET, error(connection, read(0, 10, 99)));
            assertArrayEquals(new byte[] {data[0]}, get(connection, read(0, 1, FIRST_TARGET)), "still in step");
        }
    }

    @Test
    void blocksOfALargeAnswerAreInStep() throws Exception {
        byte[] data = random(9 << 20, 2);
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertEquals(data.length, put(connection, write(5, data.length, FIRST_TARGET), data));
            assertArrayEquals(data, get(connection, read(5, data.length, FIRST_TARGET)));
        }
        // Another process's view: nothing of it is cached any more if the system obeys.
        Path file = dir.resolve("chunks/u0/0/r/root/" + ENTRY);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
        new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor();
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertArrayEquals(data, get(connection, read(5, data.length, FIRST_TARGET)));
        }
    }

    @Test
    void stripedRandomReadsAndWrites() throws Exception {
        List<Path> dirs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            dirs.add(dir.resolve("target" + i));
        }
        StripeLayout layout = new StripeLayout(512 << 10, dirs.size());
        byte[] expected = new byte[64 << 20];
        int threads = 4;
        int region = expected.length / threads;
        try (TestServer server = TestServer.start(dirs); ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int start = t * region;
                Random random = new Random(t);
                Callable<Void> work = () -> {
                    try (Connection connection = server.connect()) {
                        byte[] whole = new byte[region];
                        random.nextBytes(whole);
                        System.arraycopy(whole, 0, expected, start, region);
                        transferStriped(connection, layout, expected, start, region, true);
                        for (int i = 0; i < 60; i++) {
                            int offset = start + random.nextInt(region - 1);
                            int length = 1 + random.nextInt(Math.min(2 << 20, start + region - offset));
                            boolean write = random.nextBoolean();
                            if (write) {
                                byte[] patch = new byte[length];
                                random.nextBytes(patch);
                                System.arraycopy(patch, 0, expected, offset, length);
                            }
                            transferStriped(connection, layout, expected, offset, length, write);
                        }
                    }
                    return null;
                };
                running.add(executor.submit(work));
            }
            for (Future<Void> thread : running) {
                thread.get();
            }
            try (Connection connection = server.connect()) {
                transferStriped(connection, layout, expected, 0, expected.length, false);
            }
        }
        // What is on the disks makes up the file too.
        byte[] assembled = new byte[expected.length];
        for (int i = 0; i < dirs.size(); i++) {
            byte[] chunks = Files.readAllBytes(dirs.get(i).resolve("chunks/u0/0/r/root/" + ENTRY));
            assertEquals(layout.localSize(expected.length, i), chunks.length);
            for (int local = 0; local < chunks.length; local += layout.chunkSize()) {
                System.arraycopy(chunks, local, assembled, (int) layout.offset(i, local), layout.chunkSize());
            }
        }
        assertTrue(Arrays.equals(expected, assembled));
    }

    private static void transferStriped(Connection connection, StripeLayout layout, byte[] content, int offset, int length, boolean write)
            throws Exception {
        for (StripeLayout.Piece piece : layout.split(offset, length)) {
            int target = FIRST_TARGET + piece.index();
            byte[] part = Arrays.copyOfRange(content, (int) piece.offset(), (int) piece.offset() + piece.length());
            if (write) {
                assertEquals(piece.length(), put(connection, write(piece.localOffset(), piece.length(), target), part));
            } else {
                assertArrayEquals(part, get(connection, read(piece.localOffset(), piece.length(), target)));
            }
        }
    }

    @Test
    void refusedWritesLeaveTheConnectionInStep() throws Exception {
        byte[] data = random(2_500_000, 3);
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertEquals(-FsError.UNKNOWN_TARGET.code(), put(connection, write(0, data.length, 99), data));
            assertEquals(-FsError.COMMUNICATION.code(), put(connection, write(0, data.length, 5).withFlags(WriteLocalFile.BUDDY_MIRROR), data));
            assertEquals(-FsError.INVAL.code(), put(connection, write(-8, data.length, FIRST_TARGET), data));
            WriteLocalFile outside = new WriteLocalFile(0, data.length, AccessFlags.WRITE, "1#..", CLIENT, ROOT, FIRST_TARGET);
            assertEquals(-FsError.INVAL.code(), put(connection, outside, data));
            assertEquals(data.length, put(connection, write(0, data.length, FIRST_TARGET).withFlags(WriteLocalFile.DISABLE_IO), data));
            assertEquals(0, put(connection, write(0, 0, FIRST_TARGET), new byte[0]));
            assertArrayEquals(new byte[0], get(connection, read(0, 10, FIRST_TARGET)), "nothing was written");
            assertEquals(FsError.COMMUNICATION, error(connection, read(0, 10, 5).withFlags(ReadLocalFileV2.BUDDY_MIRROR)));
            assertEquals(100, get(connection, read(0, 100, FIRST_TARGET).withFlags(ReadLocalFileV2.DISABLE_IO)).length);
            assertEquals(data.length, put(connection, write(0, data.length, FIRST_TARGET), data));
            assertArrayEquals(data, get(connection, read(0, data.length, FIRST_TARGET)));
        }
    }

    @Test
    void fullDiskGivesShortCountThenNoSpace() throws Exception {
        try (Tmpfs tmpfs = Tmpfs.mount(dir, 4 << 20); TestServer server = TestServer.start(List.of(tmpfs.path().resolve("target")));
                Connection connection = server.connect()) {
            byte[] data = random(6 << 20, 4);
            long written = put(connection, write(0, data.length, FIRST_TARGET), data);
            assertTrue(written > 3 << 20 && written < 4 << 20, "written " + written);
            assertEquals(-FsError.NO_SPACE.code(), put(connection, write(written, 100_000, FIRST_TARGET), new byte[100_000]));
            assertArrayEquals(Arrays.copyOf(data, (int) written), get(connection, read(0, data.length, FIRST_TARGET)));
            // Room for the file of sessions that the stop writes.
            Files.delete(dir.resolve("target/chunks/u0/0/r/root/" + ENTRY));
            ask(connection, new CloseChunkFile(CLIENT, HANDLE, ROOT, FIRST_TARGET), CloseChunkFileResp.class);
        }
    }

    @Test
    void quotaOfTheOwner() throws Exception {
        try (TestServer server = TestServer.start(List.of(dir), "quotaEnableEnforcement=true"); Connection connection = server.connect()) {
            ExceededQuota exceeded = server.server().targets().get(FIRST_TARGET).orElseThrow().exceeded();
            WriteLocalFile owned = write(0, 10, FIRST_TARGET).withOwner(new ChunkOwner(1000, 100));
            exceeded.set(ExceededQuota.GROUP, ExceededQuota.INODES, List.of(100));
            assertEquals(-FsError.DQUOT.code(), put(connection, owned, new byte[10]), "a new chunk is a new inode");
            exceeded.set(ExceededQuota.GROUP, ExceededQuota.INODES, List.of());
            assertEquals(10, put(connection, owned, new byte[10]));
            exceeded.set(ExceededQuota.GROUP, ExceededQuota.INODES, List.of(100));
            assertEquals(10, put(connection, owned, new byte[10]), "an old one isn't");
            exceeded.set(ExceededQuota.USER, ExceededQuota.SIZE, List.of(1000));
            assertEquals(-FsError.DQUOT.code(), put(connection, owned, new byte[10]));
            assertEquals(10, put(connection, write(0, 10, FIRST_TARGET), new byte[10]), "without an owner nobody's quota counts");
        }
    }

    @Test
    void writeBrokenOffInTheMiddle() throws Exception {
        try (TestServer server = TestServer.start(List.of(dir))) {
            int count = 8 << 20;
            ByteBuf request = Unpooled.buffer();
            Envelope.of(write(0, count, FIRST_TARGET)).write(request);
            for (int i = 0; i < 20; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    OutputStream out = socket.getOutputStream();
                    request.getBytes(0, out, request.readableBytes());
                    out.write(new byte[i * 300_000 + 1]);
                    if (i % 2 == 0) {
                        socket.setSoLinger(true, 0);
                    }
                }
            }
            byte[] data = random(100_000, 5);
            try (Connection connection = server.connect()) {
                assertEquals(data.length, put(connection, write(0, data.length, FIRST_TARGET), data));
                assertArrayEquals(data, get(connection, read(0, data.length, FIRST_TARGET)));
                ask(connection, new CloseChunkFile(CLIENT, HANDLE, ROOT, FIRST_TARGET), CloseChunkFileResp.class);
            }
            assertNothingOpen(server);
        }
    }

    /** A request that is still being taken apart holds its file a little longer. */
    private static void assertNothingOpen(TestServer server) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.budget.open() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(0, server.budget.open(), "files left open");
    }

    @Test
    void readerThatGoesAway() throws Exception {
        byte[] data = random(16 << 20, 6);
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertEquals(data.length, put(connection, write(0, data.length, FIRST_TARGET), data));
            ByteBuf request = Unpooled.buffer();
            Envelope.of(read(0, data.length, FIRST_TARGET)).write(request);
            for (int i = 0; i < 10; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    request.getBytes(0, socket.getOutputStream(), request.readableBytes());
                    byte[] first = new byte[8 + 1000];
                    new DataInputStream(socket.getInputStream()).readFully(first);
                    assertTrue(ByteBuffer.wrap(first).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong() > 0);
                    socket.setSoLinger(true, 0);
                }
            }
            assertArrayEquals(data, get(connection, read(0, data.length, FIRST_TARGET)));
            ask(connection, new CloseChunkFile(CLIENT, HANDLE, ROOT, FIRST_TARGET), CloseChunkFileResp.class);
            assertNothingOpen(server);
        }
    }

    @Test
    void directSession() throws Exception {
        byte[] data = random(1 << 20, 7);
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            int flags = AccessFlags.READ_WRITE | AccessFlags.DIRECT;
            WriteLocalFile write = new WriteLocalFile(0, data.length, flags, HANDLE, CLIENT, ROOT, FIRST_TARGET);
            assertEquals(data.length, put(connection, write, data));
            assertArrayEquals(Arrays.copyOfRange(data, 4096, 12288), get(connection, read(4096, 8192, FIRST_TARGET)));
            assertArrayEquals(Arrays.copyOfRange(data, 5, 70_000), get(connection, read(5, 69_995, FIRST_TARGET)));
            assertEquals(Optional.of(true), server.server().context().sessions().all().stream().findFirst().map(e -> e.file().chunk().mode().direct()));
        }
    }
}
