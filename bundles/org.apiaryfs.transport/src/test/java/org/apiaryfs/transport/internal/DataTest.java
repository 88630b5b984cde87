package org.apiaryfs.transport.internal;

import static org.apiaryfs.transport.internal.Loopback.bytes;
import static org.apiaryfs.transport.internal.Loopback.closesSilently;
import static org.apiaryfs.transport.internal.Loopback.failure;
import static org.apiaryfs.transport.internal.Loopback.rawPeer;
import static org.apiaryfs.transport.internal.Loopback.read;
import static org.apiaryfs.transport.internal.Loopback.soon;
import static org.apiaryfs.transport.internal.Loopback.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.RequestHandler;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Timeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw data behind requests and in answers. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "nio"})
class DataTest {
    private static final int MIB = 1 << 20;

    private final Loopback net;
    @TempDir
    Path dir;

    DataTest(String mechanism) {
        net = new Loopback(mechanism);
    }

    @AfterEach
    void close() {
        net.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private ByteBuf direct(byte[] bytes) {
        return net.transport.allocator().directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
    }

    private static byte[] take(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }

    private StreamServer writes(RequestHandler handler) throws Exception {
        return net.serve(HandlerTable.builder().on(MessageType.WRITE_LOCAL_FILE, Dispatch.VIRTUAL_THREAD, handler).build());
    }

    private StreamServer reads(RequestHandler handler) throws Exception {
        return net.serve(HandlerTable.builder().on(MessageType.READ_LOCAL_FILE_V2, Dispatch.VIRTUAL_THREAD, handler).build());
    }

    private static long count(Exchange exchange) {
        return ((WriteLocalFile) exchange.request().message()).count();
    }

    /** Receives all of a write into a file, in pieces. */
    private static RequestHandler toFile(FileChannel file, int min, int max) {
        return exchange -> {
            long left = count(exchange);
            long at = 0;
            while (left > 0) {
                ByteBuf piece = soon(exchange.receive((int) Math.min(min, left), (int) Math.min(max, left)));
                assertTrue(piece.isDirect());
                left -= piece.readableBytes();
                for (var part : piece.nioBuffers()) {
                    at += file.write(part, at);
                }
                piece.release();
            }
            exchange.reply(new WriteLocalFileResp(at));
        };
    }

    @Test
    void writes16MiBInAnyPieces() throws Exception {
        byte[] data = random(16 * MIB);
        int[][] pieces = {{1, MIB}, {MIB, MIB}, {512 << 10, 512 << 10}, {100_000, 333_333}, {1, 4096}};
        for (int[] size : pieces) {
            Path path = Files.createTempFile(dir, "chunk", "");
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                StreamServer server = writes(toFile(file, size[0], size[1]));
                Connection connection = net.connect(server);
                assertEquals(new WriteLocalFileResp(16 * MIB), soon(connection.askSending(write(16 * MIB), direct(data))).message());
                assertArrayEquals(data, Files.readAllBytes(path));
                // The connection is in step: the next write works on it.
                assertEquals(new WriteLocalFileResp(5), soon(connection.askSending(write(5), direct(random(5)))).message());
            }
        }
    }

    @Test
    void aSlowHandlerHoldsTheSenderBack() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        StreamServer server = writes(exchange -> {
            soon(exchange.receive(1000, 1000)).release();
            begun.countDown();
            go.await();
            soon(exchange.drain(count(exchange) - 1000));
            exchange.reply(new WriteLocalFileResp(count(exchange)));
        });
        Connection connection = net.connect(server);
        CompletableFuture<Envelope> answer = connection.askSending(write(64L * MIB), direct(new byte[64 * MIB]));
        begun.await();
        long before = -1;
        long now = server.counters().bytesIn();
        while (now != before) {
            before = now;
            Thread.sleep(50);
            now = server.counters().bytesIn();
        }
        assertTrue(now < 3 * MIB, "read ahead of the handler: " + now);
        assertFalse(answer.isDone());
        go.countDown();
        assertEquals(new WriteLocalFileResp(64L * MIB), soon(answer).message());
    }

    @Test
    void drainingAfterAnErrorKeepsTheStreamInStep() throws Exception {
        StreamServer server = writes(exchange -> {
            soon(exchange.drain(count(exchange)));
            exchange.reply(WriteLocalFileResp.failed(FsError.NO_SPACE));
        });
        Connection connection = net.connect(server);
        for (int i = 0; i < 20; i++) {
            Envelope response = soon(connection.askSending(write(i * 100_000), direct(new byte[i * 100_000])));
            assertEquals(new WriteLocalFileResp(-14), response.message());
        }
        assertTrue(connection.usable());
    }

    @Test
    void anUploadForwardsPieces() throws Exception {
        byte[] data = random(3 * MIB);
        Path path = dir.resolve("forwarded");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            StreamServer second = writes(toFile(file, 1, MIB));
            Connection forward = net.connect(second);
            StreamServer first = writes(exchange -> {
                Connection.Upload upload = forward.upload(exchange.request());
                for (long left = count(exchange); left > 0;) {
                    ByteBuf piece = soon(exchange.receive((int) Math.min(left, MIB)));
                    left -= piece.readableBytes();
                    soon(upload.send(piece));
                }
                exchange.replyWhen(upload.finish().thenApply(Envelope::message));
            });
            assertEquals(new WriteLocalFileResp(3 * MIB), soon(net.connect(first).askSending(write(3 * MIB), direct(data))).message());
            assertTrue(forward.usable());
        }
        assertArrayEquals(data, Files.readAllBytes(path));
    }

    @Test
    void aPeerThatVanishesInItsDataFailsTheReceiver() throws Exception {
        LinkedBlockingQueue<FsError> errors = new LinkedBlockingQueue<>();
        Semaphore begun = new Semaphore(0);
        StreamServer server = writes(exchange -> {
            begun.release();
            errors.add(failure(exchange.receive(MIB, MIB)).error());
            exchange.reply(new WriteLocalFileResp(0));
        });
        for (boolean polite : new boolean[] {true, false}) {
            try (Socket peer = rawPeer(server.port())) {
                peer.getOutputStream().write(bytes(write(MIB)));
                peer.getOutputStream().write(new byte[1000]);
                assertTrue(begun.tryAcquire(10, TimeUnit.SECONDS));
                if (polite) {
                    peer.shutdownOutput();
                    assertTrue(closesSilently(peer));
                } else {
                    peer.setSoLinger(true, 0);
                }
            }
            assertEquals(FsError.COMMUNICATION, errors.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void dataThatStopsTimesOut() throws Exception {
        LinkedBlockingQueue<FsError> errors = new LinkedBlockingQueue<>();
        StreamServer server = net.serve(ServerConfig.storage(0, AuthHash.NONE)
                        .withTimeouts(Duration.ofMillis(200), Timeouts.ofMillis(5000, 200, 200)),
                HandlerTable.builder().on(MessageType.WRITE_LOCAL_FILE, Dispatch.VIRTUAL_THREAD,
                        exchange -> errors.add(failure(exchange.receive(10, 10)).error())).build());
        try (Socket peer = rawPeer(server.port())) {
            peer.getOutputStream().write(bytes(write(10)));
            assertEquals(FsError.COMMUNICATION, errors.poll(10, TimeUnit.SECONDS));
            assertTrue(closesSilently(peer));
        }
    }

    private static RequestHandler fromFile(FileChannel file, int block) {
        return exchange -> {
            ReadLocalFileV2 request = (ReadLocalFileV2) exchange.request().message();
            long left = Math.max(0, Math.min(request.count(), file.size() - request.offset()));
            long at = request.offset();
            while (left > 0) {
                long now = Math.min(left, block);
                left -= now;
                ByteBuf after = left == 0 ? Unpooled.buffer(8).writeLongLE(0) : Unpooled.EMPTY_BUFFER;
                soon(exchange.sendFile(Unpooled.buffer(8).writeLongLE(now), file, at, now, after));
                at += now;
            }
            if (at == request.offset()) {
                exchange.send(Unpooled.buffer(8).writeLongLE(0));
            }
            exchange.finish();
        };
    }

    @Test
    void readsByFileTransferInOneAndInManyBlocks() throws Exception {
        byte[] data = random(16 * MIB + 12345);
        Path path = Files.write(dir.resolve("chunk"), data);
        try (FileChannel file = FileChannel.open(path)) {
            for (int block : new int[] {64 * MIB, MIB, 100_001}) {
                Connection connection = net.connect(reads(fromFile(file, block)));
                for (int[] range : new int[][] {{0, 16 * MIB}, {12345, MIB}, {0, 1}, {16 * MIB, MIB}, {17 * MIB, 10}, {7, 4 * MIB}}) {
                    ByteBuf got = soon(connection.askReceiving(read(range[0], range[1]), range[1]));
                    assertTrue(!got.isReadable() || got.isDirect());
                    if (block == 64 * MIB && got.isReadable()) {
                        assertEquals(1, got.nioBufferCount(), "one block comes in one piece");
                    }
                    byte[] expected = range[0] >= data.length ? new byte[0]
                            : Arrays.copyOfRange(data, range[0], Math.min(data.length, range[0] + range[1]));
                    assertArrayEquals(expected, take(got));
                }
            }
            assertTrue(file.isOpen());
        }
    }

    @Test
    void anErrorWordIsTheResultAndKeepsTheConnection() throws Exception {
        Connection connection = net.connect(reads(exchange -> {
            long offset = ((ReadLocalFileV2) exchange.request().message()).offset();
            ByteBuf answer = Unpooled.buffer();
            if (offset > 0) {
                answer.writeLongLE(4).writeIntLE(1);
            }
            exchange.send(answer.writeLongLE(-23));
            exchange.finish();
        }));
        assertEquals(FsError.STORAGE_SERVER_CRASHED, failure(connection.askReceiving(read(0, 10), 10)).error());
        assertEquals(FsError.STORAGE_SERVER_CRASHED, failure(connection.askReceiving(read(1, 10), 10)).error());
        assertTrue(connection.usable());
    }

    @Test
    void tooMuchDataBreaksTheConnection() throws Exception {
        Connection connection = net.connect(reads(exchange -> {
            exchange.send(Unpooled.buffer().writeLongLE(6).writeZero(6).writeLongLE(5).writeZero(5).writeLongLE(0));
            exchange.finish();
        }));
        assertEquals(FsError.COMMUNICATION, failure(connection.askReceiving(read(0, 10), 10)).error());
        assertFalse(connection.usable());
    }

    @Test
    void bytesBeyondTheAnswerBreakTheConnection() throws Exception {
        Connection connection = net.connect(reads(exchange -> {
            exchange.send(Unpooled.buffer().writeLongLE(0).writeByte(1));
            exchange.finish();
        }));
        assertEquals(0, soon(connection.askReceiving(read(0, 10), 10)).readableBytes());
        assertFalse(connection.usable());
    }

    @Test
    void anAnswerInSingleBytesIsUnderstood() throws Exception {
        Connection connection = net.connect(reads(exchange -> {
            byte[] answer = new byte[8 + 3 + 8 + 2 + 8];
            answer[0] = 3;
            answer[8] = 'a';
            answer[9] = 'b';
            answer[10] = 'c';
            answer[11] = 2;
            answer[19] = 'd';
            answer[20] = 'e';
            for (byte b : answer) {
                soon(exchange.send(Unpooled.buffer(1).writeByte(b)));
            }
            exchange.finish();
        }));
        assertEquals("abcde", new String(take(soon(connection.askReceiving(read(0, 9), 9))), "ISO-8859-1"));
    }

    @Test
    void aFileThatIsTooShortCostsTheConnection() throws Exception {
        Path path = Files.write(dir.resolve("short"), new byte[100]);
        LinkedBlockingQueue<FsError> errors = new LinkedBlockingQueue<>();
        try (FileChannel file = FileChannel.open(path)) {
            Connection connection = net.connect(reads(exchange -> {
                errors.add(failure(exchange.sendFile(Unpooled.buffer(8).writeLongLE(200), file, 0, 200,
                        Unpooled.buffer(8).writeLongLE(0))).error());
                exchange.finish();
            }));
            assertEquals(FsError.COMMUNICATION, failure(connection.askReceiving(read(0, 200), 200)).error());
            assertEquals(FsError.COMMUNICATION, errors.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aSlowReaderHoldsTheHandlerBackAndIsDroppedInTheEnd() throws Exception {
        LinkedBlockingQueue<Long> sent = new LinkedBlockingQueue<>();
        StreamServer server = net.serve(ServerConfig.storage(0, AuthHash.NONE)
                        .withTimeouts(Duration.ofMillis(200), Timeouts.ofMillis(60_000, 300, 300)),
                HandlerTable.builder().on(MessageType.READ_LOCAL_FILE_V2, Dispatch.VIRTUAL_THREAD, exchange -> {
                    long total = 0;
                    try {
                        while (true) {
                            exchange.send(Unpooled.wrappedBuffer(new byte[MIB])).get(10, TimeUnit.SECONDS);
                            total += MIB;
                        }
                    } catch (java.util.concurrent.ExecutionException e) {
                        sent.add(total);
                    }
                }).build());
        try (Socket peer = rawPeer(server.port())) {
            peer.getOutputStream().write(bytes(read(0, 1)));
            Long total = sent.poll(10, TimeUnit.SECONDS);
            assertTrue(total < 64L * MIB, "sent " + total + " to a peer that reads nothing");
        }
    }

    @Test
    void anAnswerWhileReceivingIsAMistakeThatShows() throws Exception {
        StreamServer server = writes(exchange -> {
            CompletableFuture<ByteBuf> data = exchange.receive(10, 10);
            assertThrows(IllegalArgumentException.class, () -> exchange.receive(0, 1));
            assertThrows(java.util.concurrent.ExecutionException.class, () -> exchange.receive(1).get());
            exchange.reply(new WriteLocalFileResp(0));
            failure(data);
        });
        assertEquals(FsError.COMMUNICATION, failure(net.connect(server).ask(write(10))).error());
        assertEquals(1, server.counters().refused());
    }

    @Test
    void clientTimeoutRunsFromTheLastByte() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Connection connection = net.connect(reads(exchange -> {
            exchange.send(Unpooled.buffer(8).writeLongLE(10));
            go.await();
            exchange.finish();
        }), ConnectorConfig.userspace(AuthHash.NONE, false).withTimeouts(Duration.ofSeconds(5), Timeouts.ofMillis(200, 0, 0)));
        assertEquals(FsError.COMMUNICATION, failure(connection.askReceiving(read(0, 10), 10)).error());
        go.countDown();
    }

    @Test
    void manyConnectionsStreamAtTheSameTime() throws Exception {
        byte[] data = random(2 * MIB);
        Path path = Files.write(dir.resolve("chunk"), data);
        try (FileChannel file = FileChannel.open(path)) {
            StreamServer server = reads(fromFile(file, 512 << 10));
            List<CompletableFuture<ByteBuf>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(net.connect(server).askReceiving(read(0, 2 * MIB), 2 * MIB));
            }
            for (CompletableFuture<ByteBuf> one : all) {
                assertArrayEquals(data, take(soon(one)));
            }
        }
    }
}
