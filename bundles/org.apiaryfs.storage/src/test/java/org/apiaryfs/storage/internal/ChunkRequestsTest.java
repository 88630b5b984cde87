package org.apiaryfs.storage.internal;

import static org.apiaryfs.storage.internal.TestServer.FIRST_TARGET;
import static org.apiaryfs.storage.internal.TestServer.ask;
import static org.apiaryfs.storage.internal.TestServer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.cluster.StateTable;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.control.SetChannelDirect;
import org.apiaryfs.protocol.fsck.DeleteChunks;
import org.apiaryfs.protocol.fsck.DeleteChunksResp;
import org.apiaryfs.protocol.fsck.FetchFsckChunkList;
import org.apiaryfs.protocol.fsck.FetchFsckChunkListResp;
import org.apiaryfs.protocol.fsck.FsckChunk;
import org.apiaryfs.protocol.fsck.FsckRunStatus;
import org.apiaryfs.protocol.fsck.MoveChunkFile;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GenericDebugResp;
import org.apiaryfs.protocol.monitor.GetClientStats;
import org.apiaryfs.protocol.monitor.GetClientStatsResp;
import org.apiaryfs.protocol.monitor.RequestStorageData;
import org.apiaryfs.protocol.monitor.RequestStorageDataResp;
import org.apiaryfs.protocol.node.GetTargetConsistencyStates;
import org.apiaryfs.protocol.node.GetTargetConsistencyStatesResp;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.HeartbeatRequest;
import org.apiaryfs.protocol.node.RemoveBuddyGroup;
import org.apiaryfs.protocol.node.SetExceededQuota;
import org.apiaryfs.protocol.node.SetTargetConsistencyStates;
import org.apiaryfs.protocol.node.StatStoragePath;
import org.apiaryfs.protocol.node.StatStoragePathResp;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.protocol.storage.ChunkOwner;
import org.apiaryfs.protocol.storage.CloseChunkFile;
import org.apiaryfs.protocol.storage.CloseChunkFileResp;
import org.apiaryfs.protocol.storage.GetChunkFileAttribs;
import org.apiaryfs.protocol.storage.GetChunkFileAttribsResp;
import org.apiaryfs.protocol.storage.RmChunkPaths;
import org.apiaryfs.protocol.storage.RmChunkPathsResp;
import org.apiaryfs.protocol.storage.SetLocalAttr;
import org.apiaryfs.protocol.storage.SetLocalAttrResp;
import org.apiaryfs.protocol.storage.TruncLocalFile;
import org.apiaryfs.protocol.storage.TruncLocalFileResp;
import org.apiaryfs.protocol.storage.UnlinkLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.transport.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are answered by one message, over a real connection. */
class ChunkRequestsTest {
    private static final int CLIENT = 7;
    private static final PathInfo ROOT = PathInfo.of(1000, "root");
    private static final String ENTRY = "1-64A1B2C3-2";
    private static final String HANDLE = "1#" + ENTRY;
    private static final int UNKNOWN = 99;
    private static final int GROUP = 5;

    @TempDir
    private Path dir;

    private TestServer server;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(List.of(dir));
        connection = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    private void write(int size) throws Exception {
        WriteLocalFile request = new WriteLocalFile(0, size, AccessFlags.WRITE, HANDLE, CLIENT, ROOT, FIRST_TARGET);
        Envelope answer = connection.askSending(Envelope.of(request).asUser(1234), bytes(new byte[size])).get(10, TimeUnit.SECONDS);
        assertEquals(size, ((WriteLocalFileResp) answer.message()).result());
    }

    private ChunkAttributes attributes() throws Exception {
        return ask(connection, new GetChunkFileAttribs(ENTRY, ROOT, FIRST_TARGET), GetChunkFileAttribsResp.class).attributes();
    }

    private ChunkAttributes truncate(TruncLocalFile request) throws Exception {
        return ask(connection, request, TruncLocalFileResp.class).attributes();
    }

    private FsError unlink(int target) throws Exception {
        return ask(connection, new UnlinkLocalFile(ENTRY, ROOT, target), ResultResp.class).error();
    }

    private Path chunk() {
        return dir.resolve("chunks/u3E8/0/r/root/" + ENTRY);
    }

    @Test
    void attributesOfChunks() throws Exception {
        assertEquals(ChunkAttributes.NONE, attributes());
        write(5000);
        ChunkAttributes first = attributes();
        assertEquals(5000, first.fileSize());
        assertTrue(first.valid());
        assertEquals(Files.getLastModifiedTime(chunk()).to(TimeUnit.SECONDS), first.mtime());
        assertTrue(first.allocedBlocks() >= 10);
        assertTrue(attributes().storageVersion() > first.storageVersion());
        assertEquals(FsError.UNKNOWN_TARGET,
                ask(connection, new GetChunkFileAttribs(ENTRY, ROOT, UNKNOWN), GetChunkFileAttribsResp.class).attributes().error());
        assertEquals(FsError.INVAL,
                ask(connection, new GetChunkFileAttribs("a/b", ROOT, FIRST_TARGET), GetChunkFileAttribsResp.class).attributes().error());
    }

    @Test
    void truncation() throws Exception {
        ChunkAttributes invented = truncate(new TruncLocalFile(0, ENTRY, ROOT, FIRST_TARGET));
        assertTrue(invented.valid());
        assertEquals(0, invented.fileSize());
        assertFalse(Files.exists(chunk()), "nothing is made for size 0");
        assertEquals(70_000, truncate(new TruncLocalFile(70_000, ENTRY, ROOT, FIRST_TARGET)).fileSize());
        assertEquals(70_000, Files.size(chunk()));
        TruncLocalFile silent = new TruncLocalFile(
                TruncLocalFile.NO_DYNAMIC_ATTRIBS, 7, Optional.of(new ChunkOwner(0, 0)), ENTRY, ROOT, FIRST_TARGET);
        assertEquals(ChunkAttributes.NONE, truncate(silent));
        assertEquals(7, Files.size(chunk()));
        assertEquals(FsError.TOO_BIG, truncate(new TruncLocalFile(Long.MAX_VALUE, ENTRY, ROOT, FIRST_TARGET)).error());
        assertEquals(FsError.INVAL, truncate(new TruncLocalFile(-1, ENTRY, ROOT, FIRST_TARGET)).error());
        assertEquals(FsError.UNKNOWN_TARGET, truncate(new TruncLocalFile(0, ENTRY, ROOT, UNKNOWN)).error());
    }

    @Test
    void removal() throws Exception {
        assertEquals(FsError.SUCCESS, unlink(FIRST_TARGET), "a missing chunk is no error");
        write(10);
        assertEquals(FsError.SUCCESS, unlink(FIRST_TARGET));
        assertFalse(Files.exists(chunk()));
        attributes(); // the answer to another request on this connection comes after the directories were removed
        assertTrue(Files.isDirectory(dir.resolve("chunks/u3E8")));
        assertEquals(FsError.UNKNOWN_TARGET, unlink(UNKNOWN));
        write(10);
    }

    @Test
    void settingTimesAndOwner() throws Exception {
        int both = SetLocalAttr.MODIFICATION_TIME | SetLocalAttr.LAST_ACCESS_TIME;
        SetLocalAttr times = new SetLocalAttr(1_000_000_001, 2_000_000_002, both, 0, 0, 0, ENTRY, ROOT, FIRST_TARGET);
        ChunkAttributes invented = ask(connection, times, SetLocalAttrResp.class).attributes();
        assertTrue(invented.valid());
        assertEquals(1_000_000_001, invented.mtime());
        assertEquals(2_000_000_002, invented.atime());
        write(10);
        ChunkAttributes real = ask(connection, times, SetLocalAttrResp.class).attributes();
        assertEquals(10, real.fileSize());
        assertEquals(1_000_000_001, real.mtime());
        SetLocalAttr mtime = new SetLocalAttr(5, 6, SetLocalAttr.MODIFICATION_TIME, 0, 0, 0, ENTRY, ROOT, FIRST_TARGET);
        assertEquals(2_000_000_002, ask(connection, mtime, SetLocalAttrResp.class).attributes().atime());
        SetLocalAttr owner = new SetLocalAttr(0, 0, SetLocalAttr.USER_ID, 0, 1001, 0, ENTRY, ROOT, FIRST_TARGET);
        Object before = Files.getAttribute(chunk(), "unix:uid");
        ask(connection, owner, SetLocalAttrResp.class);
        assertEquals(before, Files.getAttribute(chunk(), "unix:uid"), "without quota owners don't matter");
        if (before.equals(0)) {
            ask(connection, owner.withFlags(SetLocalAttr.USE_QUOTA), SetLocalAttrResp.class);
            assertEquals(1001, Files.getAttribute(chunk(), "unix:uid"));
        }
    }

    @Test
    void closing() throws Exception {
        write(10);
        assertEquals(1, server.server().context().sessions().all().size());
        CloseChunkFile close = new CloseChunkFile(CLIENT, HANDLE, ROOT, FIRST_TARGET);
        assertEquals(10, ask(connection, close, CloseChunkFileResp.class).attributes().fileSize());
        assertEquals(0, server.budget.open());
        assertEquals(0, server.server().context().sessions().clientCount());
        assertTrue(ask(connection, close, CloseChunkFileResp.class).attributes().valid(), "attributes even without a session");
        CloseChunkFile silent = new CloseChunkFile(CloseChunkFile.NO_DYNAMIC_ATTRIBS, CLIENT, HANDLE, ROOT, FIRST_TARGET);
        assertEquals(ChunkAttributes.NONE, ask(connection, silent, CloseChunkFileResp.class).attributes());
    }

    @Test
    void room() throws Exception {
        Files.writeString(dir.resolve("free_space.override"), "5M\n");
        StatStoragePathResp answer = ask(connection, new StatStoragePath(FIRST_TARGET), StatStoragePathResp.class);
        assertEquals(0, answer.result());
        assertEquals(5 << 20, answer.sizeFree());
        assertTrue(answer.sizeTotal() > 0);
        assertEquals(FsError.UNKNOWN_TARGET.code(), ask(connection, new StatStoragePath(UNKNOWN), StatStoragePathResp.class).result());
        RequestStorageDataResp data = ask(connection, new RequestStorageData(0), RequestStorageDataResp.class);
        assertEquals(5, data.diskSpaceFreeMib());
        assertEquals(FIRST_TARGET, data.targets().getFirst().targetId());
    }

    @Test
    void mirroredRequests() throws Exception {
        UnlinkLocalFile unknownGroup = new UnlinkLocalFile(UnlinkLocalFile.BUDDY_MIRROR, ENTRY, ROOT, GROUP);
        assertEquals(FsError.UNKNOWN_TARGET, ask(connection, unknownGroup, ResultResp.class).error());
        ask(connection, new GetChunkFileAttribs(GetChunkFileAttribs.BUDDY_MIRROR, ENTRY, ROOT, GROUP), GenericResponse.class);
        server.view.update(m -> m.withStates(NodeType.STORAGE, new StateTable(Map.of(),
                Map.of(GROUP, new BuddyGroup(FIRST_TARGET, UNKNOWN), GROUP + 1, new BuddyGroup(UNKNOWN, FIRST_TARGET)))));
        assertEquals(FsError.NOT_SUPPORTED, ask(connection, unknownGroup, ResultResp.class).error(), "would have to be passed on");
        UnlinkLocalFile atSecondary = new UnlinkLocalFile(
                UnlinkLocalFile.BUDDY_MIRROR | UnlinkLocalFile.BUDDY_MIRROR_SECOND, ENTRY, ROOT, GROUP + 1);
        assertEquals(FsError.SUCCESS, ask(connection, atSecondary, ResultResp.class).error());
        UnlinkLocalFile notHere = new UnlinkLocalFile(
                UnlinkLocalFile.BUDDY_MIRROR | UnlinkLocalFile.BUDDY_MIRROR_SECOND, ENTRY, ROOT, GROUP);
        assertEquals(GenericResponse.INDIRECT_COMM_ERROR, ask(connection, notHere, GenericResponse.class).code());
        GetChunkFileAttribs atPrimary = new GetChunkFileAttribs(GetChunkFileAttribs.BUDDY_MIRROR, ENTRY, ROOT, GROUP);
        assertEquals(ChunkAttributes.NONE, ask(connection, atPrimary, GetChunkFileAttribsResp.class).attributes());
        setState(Consistency.NEEDS_RESYNC);
        ask(connection, atPrimary, GenericResponse.class);
    }

    private void setState(Consistency state) throws Exception {
        assertEquals(FsError.SUCCESS, ask(connection, new SetTargetConsistencyStates(
                NodeType.STORAGE.number(), List.of(FIRST_TARGET), List.of(state.number()), "", false), ResultResp.class).error());
    }

    @Test
    void statesOfTargets() throws Exception {
        setState(Consistency.BAD);
        assertEquals(List.of(2, 2), ask(connection, new GetTargetConsistencyStates(List.of(FIRST_TARGET, UNKNOWN)),
                GetTargetConsistencyStatesResp.class).states());
        setState(Consistency.GOOD);
        assertEquals(List.of(0), ask(connection, new GetTargetConsistencyStates(List.of(FIRST_TARGET)),
                GetTargetConsistencyStatesResp.class).states());
        assertEquals(FsError.UNKNOWN_TARGET, ask(connection, new SetTargetConsistencyStates(
                NodeType.STORAGE.number(), List.of(UNKNOWN), List.of(0), "", false), ResultResp.class).error());
        assertEquals(FsError.INTERNAL, ask(connection, new SetTargetConsistencyStates(
                NodeType.STORAGE.number(), List.of(FIRST_TARGET), List.of(), "", false), ResultResp.class).error());
        assertEquals(FsError.INTERNAL, ask(connection, new SetExceededQuota(1, 1, 1, List.of()), ResultResp.class).error());
    }

    @Test
    void countersPerClientAndUser() throws Exception {
        List<Long> none = ask(connection, new GetClientStats(GetClientStats.FIRST_PAGE, true), GetClientStatsResp.class).values();
        assertEquals(List.of(18L, 0L, 1L, 0L, 0L, 0L, 0L, 0L), none);
        write(10);
        write(20);
        attributes();
        List<Long> users = ask(connection, new GetClientStats(GetClientStats.FIRST_PAGE, true), GetClientStatsResp.class).values();
        assertEquals(8 + 2 * 19, users.size());
        assertEquals(1234, users.get(8));
        assertEquals(2, users.get(9), "sum of operations");
        assertEquals(2, users.get(9 + StorageOp.WRITE.ordinal()));
        assertEquals(30, users.get(9 + StorageOp.WRITE_BYTES.ordinal()));
        assertEquals(0xffff_ffffL, users.get(8 + 19), "nobody in particular");
        assertEquals(1, users.get(9 + 19 + StorageOp.GET_ATTRIBS.ordinal()));
        assertEquals(8 + 19, ask(connection, new GetClientStats(1234, true), GetClientStatsResp.class).values().size());
        List<Long> addresses = ask(connection, new GetClientStats(GetClientStats.FIRST_PAGE, false), GetClientStatsResp.class).values();
        assertEquals(127 + (1L << 24), addresses.get(8));
    }

    @Test
    void tellsOfItselfAndOfTheConnectionAreCountedToo() throws Exception {
        connection.send(Envelope.of(new SetChannelDirect(1))).get(10, TimeUnit.SECONDS);
        connection.send(Envelope.of(new Ack("a"))).get(10, TimeUnit.SECONDS);
        ask(connection, new GenericDebug("version"), GenericDebugResp.class);
        ask(connection, new HeartbeatRequest(), Heartbeat.class);
        List<Long> words = ask(connection, new GetClientStats(GetClientStats.FIRST_PAGE, false), GetClientStatsResp.class).values();
        for (StorageOp operation : List.of(StorageOp.SET_CHANNEL_DIRECT, StorageOp.ACK, StorageOp.GENERIC_DEBUG, StorageOp.HEARTBEAT)) {
            assertEquals(1, words.get(9 + operation.ordinal()), operation.name());
        }
        assertEquals(4, words.get(9), "sum of operations");
    }

    @Test
    void groupIsRemovedWhenItsTargetHasNoChunksOfIt() throws Exception {
        server.view.update(map -> map.withStates(NodeType.STORAGE, StateTable.EMPTY.withGroup(GROUP, new BuddyGroup(FIRST_TARGET, UNKNOWN))));
        Path chunks = Files.createDirectories(dir.resolve("buddymir/u3E8/0"));
        assertEquals(FsError.SUCCESS, removeGroup(NodeType.STORAGE, GROUP, true, false));
        Files.createFile(chunks.resolve(ENTRY));
        assertEquals(FsError.NOT_EMPTY, removeGroup(NodeType.STORAGE, GROUP, true, false));
        assertEquals(FsError.NOT_EMPTY, removeGroup(NodeType.STORAGE, GROUP, false, false));
        assertEquals(FsError.SUCCESS, removeGroup(NodeType.STORAGE, GROUP, true, true));
        assertEquals(Set.of(GROUP), server.view.current().targets().groups().keySet(), "so far it was only asked for");
        assertEquals(FsError.INTERNAL, removeGroup(NodeType.META, GROUP, false, true));
        assertEquals(FsError.SUCCESS, removeGroup(NodeType.STORAGE, GROUP, false, true));
        assertEquals(Map.of(), server.view.current().targets().groups());
        assertEquals(FsError.INTERNAL, removeGroup(NodeType.STORAGE, GROUP, false, true));
    }

    private FsError removeGroup(NodeType type, int group, boolean checkOnly, boolean force) throws Exception {
        return ask(connection, new RemoveBuddyGroup(type.number(), group, checkOnly, force), ResultResp.class).error();
    }

    @Test
    void checkOfAllChunks() throws Exception {
        for (int i = 0; i < 25; i++) {
            truncate(new TruncLocalFile(100 + i, i + "-64A1B2C3-2", ROOT, FIRST_TARGET));
        }
        List<FsckChunk> found = new ArrayList<>();
        int status = 0;
        do {
            FetchFsckChunkListResp answer = ask(connection, new FetchFsckChunkList(10, status, false), FetchFsckChunkListResp.class);
            assertTrue(answer.chunks().size() <= 10);
            found.addAll(answer.chunks());
            status = answer.currentStatus();
            if (found.size() == 10) {
                assertEquals(FsckRunStatus.NOT_STARTED, ask(connection, new FetchFsckChunkList(10, 0, false), FetchFsckChunkListResp.class).status());
            }
        } while (status == FsckRunStatus.RUNNING.number());
        assertEquals(FsckRunStatus.FINISHED.number(), status);
        assertEquals(25, found.stream().map(FsckChunk::id).distinct().count());
        FsckChunk first = found.getFirst();
        assertEquals("u3E8/0/r/root", first.savedPath());
        assertEquals(FIRST_TARGET, first.targetId());
        assertEquals(100 + Integer.parseInt(first.id().substring(0, first.id().indexOf('-'))), first.fileSize());

        FsckChunk moving = found.get(2);
        MoveChunkFile move = new MoveChunkFile(moving.id(), moving.savedPath(), "u0/new/1/x", FIRST_TARGET, false, false);
        assertEquals(FsError.SUCCESS, ask(connection, move, ResultResp.class).error());
        assertTrue(Files.exists(dir.resolve("chunks/u0/new/1/x").resolve(moving.id())));
        assertEquals(FsError.INTERNAL, ask(connection, move, ResultResp.class).error(), "it isn't there any more");
        MoveChunkFile out = new MoveChunkFile("lock.pid", "..", "u0/new/1/x", FIRST_TARGET, false, false);
        assertEquals(FsError.INTERNAL, ask(connection, out, ResultResp.class).error());
        truncate(new TruncLocalFile(5, moving.id(), ROOT, FIRST_TARGET));
        MoveChunkFile back = new MoveChunkFile(moving.id(), "u0/new/1/x", moving.savedPath(), FIRST_TARGET, false, false);
        assertEquals(FsError.INTERNAL, ask(connection, back, ResultResp.class).error(), "the place is taken");
        MoveChunkFile over = new MoveChunkFile(moving.id(), "u0/new/1/x", moving.savedPath(), FIRST_TARGET, false, true);
        assertEquals(FsError.SUCCESS, ask(connection, over, ResultResp.class).error());
        assertEquals(moving.fileSize(), Files.size(dir.resolve("chunks").resolve(moving.savedPath()).resolve(moving.id())));

        FsckChunk outside = new FsckChunk("lock.pid", FIRST_TARGET, "..", 0, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(List.of(outside), ask(connection, new DeleteChunks(List.of(first, outside)), DeleteChunksResp.class).failedChunks());
        assertTrue(Files.exists(dir.resolve("lock.pid")));
        RmChunkPaths paths = new RmChunkPaths(0, FIRST_TARGET, List.of(
                found.get(1).savedPath() + "/" + found.get(1).id(), "/etc/passwd", "u3E8/../../lock.pid", "u3E8/none"));
        assertEquals(List.of("/etc/passwd", "u3E8/../../lock.pid"), ask(connection, paths, RmChunkPathsResp.class).failedPaths());
        try (var left = Files.list(dir.resolve("chunks/u3E8/0/r/root"))) {
            assertEquals(23, left.count());
        }
    }

    @Test
    void debugCommands() throws Exception {
        write(10);
        assertTrue(debug("listopenfiles").contains("handle " + HANDLE + " target 101"));
        assertTrue(debug("msgqueuestats").startsWith("* [queue id 101] general queue stats: \n"));
        assertTrue(debug("quotaexceeded 101 uid size").contains("uid size: []"));
        assertTrue(debug("quotaexceeded 101 everybody").startsWith("usage"));
        assertTrue(debug("nonsense").startsWith("Unknown"));
        assertTrue(debug("getcfg").contains("connDisableAuthentication = true"));
    }

    private String debug(String command) throws Exception {
        return ask(connection, new GenericDebug(command), GenericDebugResp.class).text();
    }
}
