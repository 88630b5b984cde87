package org.apiaryfs.storage.internal;

import static org.apiaryfs.storage.internal.TestServer.FIRST_TARGET;
import static org.apiaryfs.storage.internal.TestServer.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.fsck.FetchFsckChunkList;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GetClientStats;
import org.apiaryfs.protocol.node.SetExceededQuota;
import org.apiaryfs.protocol.node.SetTargetConsistencyStates;
import org.apiaryfs.protocol.node.StatStoragePath;
import org.apiaryfs.protocol.node.StatStoragePathResp;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.apiaryfs.protocol.storage.CloseChunkFile;
import org.apiaryfs.protocol.storage.FSyncLocalFile;
import org.apiaryfs.protocol.storage.GetChunkFileAttribs;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.RmChunkPaths;
import org.apiaryfs.protocol.storage.SetLocalAttr;
import org.apiaryfs.protocol.storage.TruncLocalFile;
import org.apiaryfs.protocol.storage.UnlinkLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.transport.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and malicious requests harm neither the server nor what is beside its chunks. */
class HostileInputTest {
    private static final int ROUNDS = 1000;

    @TempDir
    private Path dir;

    private static List<Message> requests() {
        PathInfo path = PathInfo.of(0, "1-64A1B2C3-2");
        String entry = "2-64A1B2C3-2";
        String handle = "1#" + entry;
        return List.of(
                new ReadLocalFileV2(0, 4096, 1, handle, 7, path, FIRST_TARGET),
                new WriteLocalFile(0, 100, 2, handle, 7, path, FIRST_TARGET),
                new WriteLocalFile(0, 100, 2, handle, 7, path, FIRST_TARGET).withOwner(new ChunkOwner(1, 1)),
                new FSyncLocalFile(7, handle, FIRST_TARGET),
                new CloseChunkFile(7, handle, path, FIRST_TARGET),
                new GetChunkFileAttribs(entry, path, FIRST_TARGET),
                new TruncLocalFile(0, 1000, Optional.of(new ChunkOwner(1, 1)), entry, path, FIRST_TARGET),
                new UnlinkLocalFile(entry, path, FIRST_TARGET),
                new SetLocalAttr(1, 2, 31, 0, 1, 1, entry, path, FIRST_TARGET),
                new StatStoragePath(FIRST_TARGET),
                new GetClientStats(-1, true),
                new SetExceededQuota(1, 1, 1, List.of(1, 2)),
                new RmChunkPaths(0, FIRST_TARGET, List.of("u0/a/b/c/d")),
                new FetchFsckChunkList(10, 0, true),
                new GenericDebug("listopenfiles"),
                new SetTargetConsistencyStates(2, List.of(FIRST_TARGET), List.of(0), "", false));
    }

    private static byte[] encode(Message message) {
        ByteBuf buffer = Unpooled.buffer();
        Envelope.of(message).write(buffer);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private static byte[] damage(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            // Mostly the payload: a broken header is a short story.
            int at = random.nextInt(10) == 0 ? random.nextInt(40) : 40 + random.nextInt(bytes.length - 40);
            bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : new byte[] {0, -1, 127, '/', '.', 1}[random.nextInt(6)];
        }
        return bytes;
    }

    @Test
    void damagedRequestsAreSurvived() throws Exception {
        Path target = dir.resolve("target");
        Path neighbour = Files.writeString(dir.resolve("neighbour"), "untouched");
        Random random = new Random(1);
        List<byte[]> valid = requests().stream().map(HostileInputTest::encode).toList();
        try (TestServer server = TestServer.start(List.of(target))) {
            for (int i = 0; i < ROUNDS; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.getOutputStream().write(damage(valid.get(random.nextInt(valid.size())), random));
                    byte[] tail = new byte[random.nextInt(300)];
                    random.nextBytes(tail);
                    socket.getOutputStream().write(tail);
                    socket.shutdownOutput();
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // Reset by a server that didn't want to read on.
                }
            }
            try (Connection connection = server.connect()) {
                assertEquals(0, ask(connection, new StatStoragePath(FIRST_TARGET), StatStoragePathResp.class).result());
            }
        }
        assertEquals("untouched", Files.readString(neighbour));
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(dir)) {
            files.forEach(f -> names.add(f.getFileName().toString()));
        }
        assertEquals(2, names.size(), names.toString());
        try (Stream<Path> files = Files.list(target)) {
            assertTrue(files.allMatch(f -> List.of("chunks", "buddymir", "format.conf", "lock.pid", "ownerUsage", "sessions")
                    .contains(f.getFileName().toString())));
        }
    }
}
