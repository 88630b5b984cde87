package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.helper.GetHostByName;
import org.apiaryfs.protocol.helper.GetHostByNameResp;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.StreamServer;

/**
 * Quick figures of a client and a server in one process on loopback: round trips per second, and MB/s of
 * 1 MiB reads and writes. Arguments: seconds per figure, mechanism (epoll or nio).
 */
final class TransportBench {
    private static final int BLOCK = 1 << 20;

    private TransportBench() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        String mechanism = arguments.length > 1 ? arguments[1] : "epoll";
        Path path = Files.createTempFile("apiary-bench", "");
        try (Loopback net = new Loopback(mechanism);
                ExecutorService targets = Executors.newFixedThreadPool(2);
                FileChannel file = FileChannel.open(path, java.nio.file.StandardOpenOption.READ, java.nio.file.StandardOpenOption.WRITE)) {
            file.write(java.nio.ByteBuffer.allocateDirect(BLOCK), 0);
            for (int connections : new int[] {1, 8}) {
                asks(net, "ask, event loop", Dispatch.EVENT_LOOP, connections, seconds);
                asks(net, "ask, virtual thread", Dispatch.VIRTUAL_THREAD, connections, seconds);
                asks(net, "ask, thread pool", Dispatch.on(e -> targets), connections, seconds);
            }
            Dispatch pool = Dispatch.on(e -> targets);
            StreamServer server = net.serve(HandlerTable.builder()
                    .on(MessageType.WRITE_LOCAL_FILE, pool, exchange -> write(exchange, file))
                    .on(MessageType.READ_LOCAL_FILE_V2, pool, exchange -> read(exchange, file)).build());
            ByteBuf data = net.transport.allocator().directBuffer(BLOCK).writeZero(BLOCK);
            for (int connections : new int[] {1, 8}) {
                run(net, server, "write 1 MiB to a cached file", connections, seconds, BLOCK,
                        c -> c.askSending(Loopback.write(BLOCK), data.retainedDuplicate()).thenApply(e -> null));
                run(net, server, "read 1 MiB by sendfile", connections, seconds, BLOCK,
                        c -> c.askReceiving(Loopback.read(0, BLOCK), BLOCK).thenApply(b -> {
                            b.release();
                            return null;
                        }));
            }
            data.release();
        } finally {
            Files.delete(path);
        }
    }

    private static void write(Exchange exchange, FileChannel file) throws Exception {
        long left = ((WriteLocalFile) exchange.request().message()).count();
        long at = 0;
        while (left > 0) {
            int piece = (int) Math.min(left, 512 << 10);
            ByteBuf bytes = exchange.receive(piece, piece).join();
            left -= bytes.readableBytes();
            for (var part : bytes.nioBuffers()) {
                at += file.write(part, at);
            }
            bytes.release();
        }
        exchange.reply(new WriteLocalFileResp(at));
    }

    private static void read(Exchange exchange, FileChannel file) {
        exchange.sendFile(Unpooled.directBuffer(8).writeLongLE(BLOCK), file, 0, BLOCK, Unpooled.directBuffer(8).writeLongLE(0));
        exchange.finish();
    }

    private static void asks(Loopback net, String what, Dispatch dispatch, int connections, int seconds) throws Exception {
        StreamServer server = net.serve(HandlerTable.builder().answer(MessageType.GET_HOST_BY_NAME, dispatch,
                x -> new GetHostByNameResp(((GetHostByName) x.request().message()).hostname())).build());
        Envelope request = Envelope.of(new GetHostByName("some.host.name"));
        run(net, server, what, connections, seconds, 0, c -> c.ask(request).thenApply(e -> null));
    }

    private static void run(Loopback net, StreamServer server, String what, int connections, int seconds, int bytes,
            Function<Connection, CompletableFuture<Void>> request) throws Exception {
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            open.add(net.connect(server));
        }
        measure(open, request, 1);
        long cpu = cpuNanos();
        double perSecond = measure(open, request, seconds);
        double cores = (cpuNanos() - cpu) / 1e9 / seconds;
        System.out.printf("%-30s %d connections: %,9.0f /s%s  (%.1f cores busy)%n", what, connections, perSecond,
                bytes == 0 ? "" : String.format(" = %,6.0f MB/s", perSecond * bytes / 1e6), cores);
        open.forEach(Connection::close);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double measure(List<Connection> open, Function<Connection, CompletableFuture<Void>> request, int seconds) {
        AtomicLong done = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        List<CompletableFuture<Void>> loops = new ArrayList<>();
        for (Connection connection : open) {
            CompletableFuture<Void> finished = new CompletableFuture<>();
            loops.add(finished);
            step(connection, request, done, end, finished);
        }
        loops.forEach(CompletableFuture::join);
        return done.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private static void step(Connection connection, Function<Connection, CompletableFuture<Void>> request, AtomicLong done,
            long end, CompletableFuture<Void> finished) {
        request.apply(connection).whenComplete((v, e) -> {
            done.incrementAndGet();
            if (e != null) {
                finished.completeExceptionally(e);
            } else if (System.nanoTime() > end) {
                finished.complete(null);
            } else {
                step(connection, request, done, end, finished);
            }
        });
    }
}
