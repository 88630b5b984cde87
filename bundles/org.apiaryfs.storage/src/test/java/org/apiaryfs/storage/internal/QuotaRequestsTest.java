package org.apiaryfs.storage.internal;

import static org.apiaryfs.storage.internal.TestServer.FIRST_TARGET;
import static org.apiaryfs.storage.internal.TestServer.ask;
import static org.apiaryfs.storage.internal.TestServer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GenericDebugResp;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.node.GetQuotaInfo;
import org.apiaryfs.protocol.node.GetQuotaInfoResp;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.transport.Connection;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage by owner, asked over a real connection (spec storage §8.1). */
class QuotaRequestsTest {
    private static final PathInfo ROOT = PathInfo.of(0, "root");
    private static final int USER = 1;
    private static final int GROUP = 2;
    private static final int WHOLE = 1;

    @TempDir
    private Path dir;

    @BeforeEach
    void needsRoot() {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
    }

    private static void write(Connection connection, int target, String entry, int uid, int gid, int size) throws Exception {
        WriteLocalFile request = new WriteLocalFile(0, size, AccessFlags.WRITE, "1#" + entry, 7, ROOT, target).withOwner(new ChunkOwner(uid, gid));
        Envelope answer = connection.askSending(Envelope.of(request).toTarget(target), bytes(new byte[size])).get(10, TimeUnit.SECONDS);
        assertEquals(size, ((WriteLocalFileResp) answer.message()).result());
    }

    private static GetQuotaInfoResp usage(Connection connection, GetQuotaInfo.Query query, int type, int selection, int target) throws Exception {
        return ask(connection, new GetQuotaInfo(query, type, selection, target, 0), GetQuotaInfoResp.class);
    }

    private static GetQuotaInfoResp answer(QuotaData... data) {
        return new GetQuotaInfoResp(WHOLE, List.of(data));
    }

    private static QuotaData of(int type, int id, long size, long inodes) {
        return new QuotaData(size, inodes, id, type, true);
    }

    @Test
    void eachFormOfTheQuestion() throws Exception {
        int second = FIRST_TARGET + 1;
        try (TestServer server = TestServer.start(List.of(dir.resolve("a"), dir.resolve("b"))); Connection connection = server.connect()) {
            write(connection, FIRST_TARGET, "1-1-1", 1000, 2000, 4096);
            write(connection, FIRST_TARGET, "2-1-1", -2, 2000, 1);
            write(connection, second, "1-1-1", 1000, 2000, 10_000);
            assertEquals(answer(of(USER, 1000, 4096, 1)),
                    usage(connection, new GetQuotaInfo.Single(1000), USER, GetQuotaInfo.ONE_TARGET, FIRST_TARGET));
            assertEquals(answer(of(USER, 1000, 12_288, 1)),
                    usage(connection, new GetQuotaInfo.Single(1000), USER, GetQuotaInfo.EACH_TARGET, second));
            assertEquals(answer(of(USER, 1000, 16_384, 2)),
                    usage(connection, new GetQuotaInfo.Single(1000), USER, GetQuotaInfo.ALL_TARGETS, 0));
            assertEquals(answer(),
                    usage(connection, new GetQuotaInfo.Single(5), USER, GetQuotaInfo.ALL_TARGETS, 0), "who has nothing is left out, as by BeeGFS");
            assertEquals(answer(of(GROUP, 2000, 20_480, 3)),
                    usage(connection, new GetQuotaInfo.Range(1000, 2000), GROUP, GetQuotaInfo.ALL_TARGETS, 0));
            assertEquals(answer(of(USER, 1000, 16_384, 2)),
                    usage(connection, new GetQuotaInfo.Ids(List.of(5, 1000)), USER, GetQuotaInfo.ALL_TARGETS, 0));
            assertEquals(answer(of(USER, 1000, 16_384, 2), of(USER, -2, 4096, 1)),
                    usage(connection, new GetQuotaInfo.All(), USER, GetQuotaInfo.ALL_TARGETS, 0), "IDs are unsigned");
            assertEquals(answer(of(USER, -2, 4096, 1)),
                    usage(connection, new GetQuotaInfo.Range(1001, -1), USER, GetQuotaInfo.ALL_TARGETS, 0));
            assertEquals(new GetQuotaInfoResp(0, List.of()),
                    usage(connection, new GetQuotaInfo.All(), USER, GetQuotaInfo.ONE_TARGET, 99), "no such target");
            assertEquals(new GetQuotaInfoResp(0, List.of()),
                    ask(connection, new GetQuotaInfo(new GetQuotaInfo.All(), USER, GetQuotaInfo.ALL_TARGETS, 0, 9), GetQuotaInfoResp.class), "no such pool");
            String text = ask(connection, new GenericDebug("usedquota gid"), GenericDebugResp.class).text();
            assertTrue(text.contains("target 101: counted\n   2000: 8192 bytes, 2 chunk files"), text);
        }
    }

    @Test
    void usageSurvivesRestarts() throws Exception {
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            write(connection, FIRST_TARGET, "1-1-1", 1000, 2000, 4096);
        }
        Path saved = dir.resolve("ownerUsage");
        assertTrue(Files.readString(saved).contains("user 1000 4096 1\n"), Files.readString(saved));
        // A clean stop is believed, whatever the chunks say.
        Files.writeString(saved, Files.readString(saved).replace("user 1000 4096 1", "user 1000 12288 3"));
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            assertEquals(answer(of(USER, 1000, 12_288, 3)),
                    usage(connection, new GetQuotaInfo.Single(1000), USER, GetQuotaInfo.ALL_TARGETS, 0));
            assertTrue(Files.readString(saved).contains("state uncertain\n"), "a crash from here on must be seen");
        }
        // Somebody else ran on the directory meanwhile.
        Files.writeString(dir.resolve("sessions"), Files.readString(dir.resolve("sessions"), java.nio.charset.StandardCharsets.ISO_8859_1), java.nio.charset.StandardCharsets.ISO_8859_1);
        countedAnew();
        Files.delete(saved);
        countedAnew();
        Files.writeString(saved, "nonsense\n");
        countedAnew();
    }

    private void countedAnew() throws Exception {
        try (TestServer server = TestServer.start(List.of(dir)); Connection connection = server.connect()) {
            server.server().targets().get(FIRST_TARGET).orElseThrow().chunks().awaitCount();
            assertEquals(answer(of(USER, 1000, 4096, 1)),
                    usage(connection, new GetQuotaInfo.Single(1000), USER, GetQuotaInfo.ALL_TARGETS, 0));
        }
    }
}
