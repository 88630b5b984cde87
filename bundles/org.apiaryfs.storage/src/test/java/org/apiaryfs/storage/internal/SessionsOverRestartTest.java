package org.apiaryfs.storage.internal;

import static org.apiaryfs.storage.internal.TestServer.FIRST_TARGET;
import static org.apiaryfs.storage.internal.TestServer.ask;
import static org.apiaryfs.storage.internal.TestServer.bytes;
import static org.apiaryfs.storage.internal.TestServer.take;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.storage.CloseChunkFile;
import org.apiaryfs.protocol.storage.CloseChunkFileResp;
import org.apiaryfs.protocol.storage.FSyncLocalFile;
import org.apiaryfs.protocol.storage.FSyncLocalFileResp;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of a server that stops or dies between their requests (spec storage §12.5). */
class SessionsOverRestartTest {
    private static final int CLIENT = 7;
    private static final PathInfo ROOT = PathInfo.of(0, "root");
    private static final String HANDLE = "1#1-64A1B2C3-2";

    @TempDir
    private Path dir;

    private static long write(Connection connection, int flags, String data) throws Exception {
        WriteLocalFile request = new WriteLocalFile(0, data.length(), AccessFlags.WRITE, HANDLE, CLIENT, ROOT, FIRST_TARGET).withFlags(flags);
        return ((WriteLocalFileResp) connection.askSending(Envelope.of(request), bytes(data.getBytes())).get(10, TimeUnit.SECONDS).message()).result();
    }

    private static String read(Connection connection, int flags) throws Exception {
        ReadLocalFileV2 request = new ReadLocalFileV2(0, 100, AccessFlags.READ, HANDLE, CLIENT, ROOT, FIRST_TARGET).withFlags(flags);
        try {
            return new String(take(connection.askReceiving(Envelope.of(request), 100).get(10, TimeUnit.SECONDS)));
        } catch (ExecutionException e) {
            return assertInstanceOf(FsException.class, e.getCause()).error().name();
        }
    }

    private static FsError fsync(Connection connection, int flags) throws Exception {
        return ask(connection, new FSyncLocalFile(CLIENT, HANDLE, FIRST_TARGET).withFlags(flags), FSyncLocalFileResp.class).error();
    }

    private static void closeFile(Connection connection) throws Exception {
        ask(connection, new CloseChunkFile(CLIENT, HANDLE, ROOT, FIRST_TARGET), CloseChunkFileResp.class);
    }

    @Test
    void cleanStopKeepsSessions() throws Exception {
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertEquals(5, write(connection, 0, "first"));
            assertEquals(FsError.SUCCESS, fsync(connection, 0));
        }
        assertTrue(Files.exists(dir.resolve("sessions")));
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertFalse(Files.exists(dir.resolve("sessions")), "a crash from here on must be seen");
            assertEquals("first", read(connection, ReadLocalFileV2.SESSION_CHECK));
            assertEquals(6, write(connection, WriteLocalFile.SESSION_CHECK, "second"));
            assertEquals(FsError.SUCCESS, fsync(connection, FSyncLocalFile.SESSION_CHECK));
            closeFile(connection);
        }
    }

    @Test
    void requestsWithoutSession() throws Exception {
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertEquals(FsError.STORAGE_SERVER_CRASHED.name(), read(connection, ReadLocalFileV2.SESSION_CHECK));
            assertEquals(FsError.STORAGE_SERVER_CRASHED, fsync(connection, FSyncLocalFile.SESSION_CHECK));
            assertEquals(FsError.SUCCESS, fsync(connection, 0));
            assertEquals(0, server.server().context().sessions().clientCount(), "none of these makes a session");
        }
    }

    @Test
    void killedServerIsNoticedUntilTheHandleIsClosed() throws Exception {
        Process child = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), TestServer.class.getName(), dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (Transport transport = Transport.open(1); BufferedReader output = new BufferedReader(new InputStreamReader(child.getInputStream()))) {
            int port = Integer.parseInt(output.lines().filter(l -> l.matches("\\d+")).findFirst().orElseThrow());
            try (Connection connection = TestServer.connect(
                    transport.connector(ConnectorConfig.userspace(AuthHash.NONE, false)), port)) {
                assertEquals(5, write(connection, 0, "first"));
                assertEquals(FsError.SUCCESS, fsync(connection, 0));
                assertEquals(6, write(connection, WriteLocalFile.SESSION_CHECK, "second"));
                child.destroyForcibly().waitFor();
                assertThrows(ExecutionException.class, () -> connection.ask(Envelope.of(new FSyncLocalFile(CLIENT, HANDLE, FIRST_TARGET)))
                        .get(10, TimeUnit.SECONDS));
            }
        } finally {
            child.destroyForcibly();
        }
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertEquals(Optional.of(false), server.server().targets().get(FIRST_TARGET).map(t -> t.directory().stoppedCleanly()));
            assertEquals(FsError.STORAGE_SERVER_CRASHED.name(), read(connection, ReadLocalFileV2.SESSION_CHECK));
            assertEquals(-FsError.STORAGE_SERVER_CRASHED.code(), write(connection, WriteLocalFile.SESSION_CHECK, "third!"));
            assertEquals("third!", read(connection, 0), "written nevertheless");
            assertEquals(FsError.STORAGE_SERVER_CRASHED, fsync(connection, FSyncLocalFile.SESSION_CHECK));
            closeFile(connection);
            assertEquals(4, write(connection, 0, "done"));
            assertEquals("doned!", read(connection, ReadLocalFileV2.SESSION_CHECK));
        }
    }

    @Test
    void targetsOfTwoServersDoNotMix() throws Exception {
        try (TestServer server = TestServer.start(List.of(dir))) {
            assertThrows(org.apiaryfs.node.StartException.class, () -> TestServer.start(List.of(dir)));
            assertTrue(server.port() > 0);
        }
    }
}
