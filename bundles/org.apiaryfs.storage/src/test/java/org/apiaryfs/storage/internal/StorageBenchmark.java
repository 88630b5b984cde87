package org.apiaryfs.storage.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.WriteLocalFile;

/**
 * Reads and writes through a storage server over loopback beside dd on the same file system, in
 * turns. Arguments: directory, MiB per run, rounds, connections. Data stays in the page cache.
 */
public final class StorageBenchmark {
    private static final int PIECE = 512 << 10;
    private static final PathInfo ROOT = PathInfo.of(0, "root");

    private final Path dir;
    private final long bytes;
    private final int connections;
    private final int port;

    private StorageBenchmark(Path dir, long bytes, int connections, int port) {
        this.dir = dir;
        this.bytes = bytes;
        this.connections = connections;
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[0]);
        Process server = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), TestServer.class.getName(),
                dir.resolve("target").toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(server.getInputStream()))) {
            int port = Integer.parseInt(output.lines().filter(l -> l.matches("\\d+")).findFirst().orElseThrow());
            StorageBenchmark benchmark = new StorageBenchmark(dir, Long.parseLong(args[1]) << 20, Integer.parseInt(args[3]), port);
            for (int round = 0; round < Integer.parseInt(args[2]); round++) {
                benchmark.round(round, server.toHandle());
            }
        } finally {
            server.getOutputStream().close();
            server.waitFor();
        }
    }

    private void round(int round, ProcessHandle server) throws Exception {
        double ddWrite = dd("if=/dev/zero", "of=" + dir.resolve("bare"), "conv=notrunc");
        Duration before = cpu(server);
        double write = all(true);
        Duration between = cpu(server);
        double ddRead = dd("if=" + dir.resolve("bare"), "of=/dev/null");
        double read = all(false);
        Duration after = cpu(server);
        System.out.printf(Locale.ROOT, "round %d: write %.0f MiB/s, dd %.0f, ratio %.2f, server cpu %.2f s | read %.0f MiB/s, dd %.0f, ratio %.2f, server cpu %.2f s%n",
                round, write, ddWrite, write / ddWrite, between.minus(before).toMillis() / 1e3, read, ddRead, read / ddRead,
                after.minus(between).toMillis() / 1e3);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private double rate(long start) {
        return bytes / 1048576.0 / ((System.nanoTime() - start) / 1e9);
    }

    private double dd(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("dd", "bs=512k", "count=" + bytes / PIECE));
        command.addAll(List.of(arguments));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (process.waitFor() != 0) {
            throw new IOException("dd failed");
        }
        return rate(start);
    }

    private double all(boolean write) throws Exception {
        Files.createDirectories(dir);
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> running = new ArrayList<>();
            for (int c = 0; c < connections; c++) {
                int mine = c;
                running.add(executor.submit(() -> {
                    one(mine, write);
                    return null;
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        }
        return rate(start);
    }

    /** One connection's share: every so-manieth piece of one chunk file. */
    private void one(int mine, boolean write) throws IOException {
        ByteBuffer data = ByteBuffer.allocateDirect(PIECE + 16).order(ByteOrder.LITTLE_ENDIAN);
        try (SocketChannel channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            for (long offset = (long) mine * PIECE; offset < bytes; offset += (long) connections * PIECE) {
                if (write) {
                    ByteBuffer request = encode(new WriteLocalFile(offset, PIECE, AccessFlags.READ_WRITE, "1#1-1-1", 7, ROOT, TestServer.FIRST_TARGET));
                    ByteBuffer[] parts = {request, data.clear().limit(PIECE)};
                    while (parts[1].hasRemaining()) {
                        channel.write(parts);
                    }
                    receive(channel, data.clear().limit(48));
                    if (data.getLong(40) != PIECE) {
                        throw new IOException("written " + data.getLong(40));
                    }
                } else {
                    ByteBuffer request = encode(new ReadLocalFileV2(offset, PIECE, AccessFlags.READ_WRITE, "1#1-1-1", 7, ROOT, TestServer.FIRST_TARGET));
                    channel.write(request);
                    receive(channel, data.clear());
                    if (data.getLong(0) != PIECE || data.getLong(PIECE + 8) != 0) {
                        throw new IOException("block of " + data.getLong(0));
                    }
                }
            }
        }
    }

    private static void receive(SocketChannel channel, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new IOException("connection closed");
            }
        }
    }

    private static ByteBuffer encode(Message message) {
        ByteBuf buffer = Unpooled.directBuffer();
        Envelope.of(message).toTarget(TestServer.FIRST_TARGET).write(buffer);
        ByteBuffer copy = ByteBuffer.allocateDirect(buffer.readableBytes());
        buffer.readBytes(copy);
        buffer.release();
        return copy.flip();
    }
}
