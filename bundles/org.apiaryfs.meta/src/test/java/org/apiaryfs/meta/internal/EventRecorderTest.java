package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.meta.events.PacketListener;
import org.apiaryfs.meta.events.PacketListener.Packet;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.meta.Hardlink;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkDir;
import org.apiaryfs.protocol.meta.MkDirResp;
import org.apiaryfs.protocol.meta.MkFile;
import org.apiaryfs.protocol.meta.MkFileResp;
import org.apiaryfs.protocol.meta.Rename;
import org.apiaryfs.protocol.meta.RmDir;
import org.apiaryfs.protocol.meta.SetAttr;
import org.apiaryfs.protocol.meta.TruncFile;
import org.apiaryfs.protocol.meta.UnlinkFile;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.session.BumpFileVersion;
import org.apiaryfs.protocol.session.CloseFile;
import org.apiaryfs.protocol.session.OpenFile;
import org.apiaryfs.protocol.session.OpenFileResp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which events of requests are logged, and with which IDs (spec meta §4.11). */
@Timeout(60)
class EventRecorderTest {
    @TempDir
    Path temp;

    private static Optional<FileEvent> event(int type, String path) {
        return Optional.of(new FileEvent(type, path, Optional.empty()));
    }

    private static Optional<FileEvent> event(int type, String path, String target) {
        return Optional.of(new FileEvent(type, path, Optional.of(target)));
    }

    private static Packet packet(int type, EntryInfo entry, EntryInfo parent, String path) {
        return new Packet(0, 0, type, entry.entryId(), parent.entryId(), path, "", "");
    }

    @Test
    void eachRequestIsLoggedByItsRule() throws Exception {
        Path socket = temp.resolve("events");
        EntryInfo root = TestCluster.ROOT;
        try (PacketListener listener = new PacketListener(socket);
                TestCluster cluster = new TestCluster(temp.resolve("meta"), "sysFileEventLogTarget=unix:" + socket)) {
            TestClient client = new TestClient(cluster);
            MkDir mkdir = new MkDir(1, 1, 0040755, 0, root, "d");
            EntryInfo dir = cluster.ask(mkdir.withEvent(event(5, "/d")), MkDirResp.class).entryInfo();
            assertEquals(packet(5, dir, root, "/d"), listener.next());
            assertEquals(FsError.EXISTS, cluster.ask(mkdir.withEvent(event(5, "/refused")), MkDirResp.class).error());

            EntryInfo fifo = cluster.ask(new MkFile(1, 1, 0010600, 0, Optional.empty(), Optional.empty(), dir, "p", Optional.empty(),
                    List.of(), Optional.empty()).withEvent(event(6, "/d/p")), MkFileResp.class).entryInfo();
            assertEquals(packet(6, fifo, dir, "/d/p"), listener.next());

            LookupIntent.Create wish = new LookupIntent.Create(1, 1, 0100600, 0, List.of(), event(4, "/d/f"), Optional.empty());
            EntryInfo file = cluster.ask(LookupIntent.create(dir, "f", wish, false), LookupIntentResp.class).entryInfo().orElseThrow();
            assertEquals(packet(4, file, dir, "/d/f"), listener.next());
            // There already: nothing is created.
            assertEquals(FsError.SUCCESS, cluster.ask(LookupIntent.create(dir, "f", wish, false), LookupIntentResp.class).createError());

            // An event without a name for it, and a request without an event.
            client.stat(file);
            OpenFileResp opened = cluster.ask(new OpenFile(TestCluster.CLIENT, AccessFlags.READ_WRITE, file).withEvent(event(12, "/d/f")), OpenFileResp.class);
            assertEquals(packet(12, file, dir, "/d/f"), listener.next());
            Message[] simple = {
                new SetAttr(SetAttr.MODE, 0100640, 0, 0, 0, 0, file).withEvent(event(2, "/d/f")),
                new TruncFile(0, file).withEvent(event(1, "/d/f")),
                new BumpFileVersion(file).withEvent(event(0, "/d/f")),
                new CloseFile(TestCluster.CLIENT, opened.fileHandleID(), file, -1).withEvent(event(3, "/d/f"))};
            int[] types = {2, 1, 0, 3};
            for (int i = 0; i < simple.length; i++) {
                assertEquals(FsError.SUCCESS, cluster.result(simple[i]));
                assertEquals(packet(types[i], file, dir, "/d/f"), listener.next());
            }

            assertEquals(FsError.SUCCESS, cluster.result(new Hardlink(file, root, "h", dir, "f").withEvent(event(10, "/h", "/d/f"))));
            // Two names now: what happens by one of them may be missed by those who know the other.
            assertEquals(new Packet(0, 1, 10, file.entryId(), dir.entryId(), "/h", "/d/f", ""), listener.next());

            assertEquals(FsError.SUCCESS, cluster.result(new Rename(2, root, dir, "h", "g").withEvent(event(11, "/h", "/d/g"))));
            assertEquals(new Packet(0, 2, 11, file.entryId(), root.entryId(), "/h", "/d/g", dir.entryId()), listener.next());
            assertEquals(FsError.PATH_NOT_EXISTS, cluster.result(new Rename(2, root, dir, "none", "g").withEvent(event(11, "/none", "/d/g"))));
            assertEquals(new Packet(0, 2, 11, "", root.entryId(), "/none", "/d/g", dir.entryId()), listener.next());

            assertEquals(FsError.NOT_EMPTY, cluster.result(new RmDir(root, "d").withEvent(event(8, "/d"))));
            assertEquals(new Packet(0, 2, 8, dir.entryId(), root.entryId(), "/d", "", ""), listener.next());
            for (String name : List.of("f", "g")) {
                assertEquals(FsError.SUCCESS, cluster.result(new UnlinkFile(dir, name).withEvent(event(9, "/d/" + name))));
            }
            assertEquals(new Packet(0, 2, 9, file.entryId(), dir.entryId(), "/d/f", "", ""), listener.next());
            assertEquals(new Packet(0, 2, 9, file.entryId(), dir.entryId(), "/d/g", "", ""), listener.next());
            assertEquals(FsError.PATH_NOT_EXISTS, cluster.result(new UnlinkFile(dir, "f").withEvent(event(9, "/d/f"))));
            assertEquals(FsError.SUCCESS, client.unlink(dir, "p"));
            assertEquals(FsError.SUCCESS, cluster.result(new RmDir(root, "d").withEvent(event(8, "/d"))));
            assertEquals(new Packet(0, 2, 8, dir.entryId(), root.entryId(), "/d", "", ""), listener.next());
        }
    }

    @Test
    void theTargetIsASocketByItsPath() {
        for (String wrong : List.of("/run/events", "tcp:1.2.3.4", "unix:", "unix:/" + "x".repeat(107))) {
            ConfigException refused = assertThrows(ConfigException.class, () -> MetaConfig.of(Config.parse(MetaConfig.schema(),
                    List.of("storeMetaDirectory=/nowhere", "connDisableAuthentication=true", "sysFileEventLogTarget=" + wrong))), wrong);
            assertTrue(refused.getMessage().contains("unix:/"), refused::getMessage);
        }
    }
}
