package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.meta.GetXAttr;
import org.apiaryfs.protocol.meta.GetXAttrResp;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkDir;
import org.apiaryfs.protocol.meta.MkDirResp;
import org.apiaryfs.protocol.meta.MkFile;
import org.apiaryfs.protocol.meta.MkFileResp;
import org.apiaryfs.protocol.meta.SetXAttr;
import org.apiaryfs.protocol.meta.Stat;
import org.apiaryfs.protocol.meta.StatResp;
import org.apiaryfs.protocol.meta.UnlinkFile;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.session.CloseFile;
import org.apiaryfs.protocol.session.OpenFile;
import org.apiaryfs.protocol.session.OpenFileResp;

/** What a client asks of the server of a test, where it shall succeed. */
final class TestClient {
    private final TestCluster cluster;

    TestClient(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** A regular file, by the request that open(2) makes. */
    EntryInfo create(EntryInfo dir, String name, int mode, int umask) throws FsException {
        LookupIntent.Create wish = new LookupIntent.Create(1000, 1000, 0100000 | mode, umask, List.of(), Optional.empty(), Optional.empty());
        LookupIntentResp created = cluster.ask(LookupIntent.create(dir, name, wish, true), LookupIntentResp.class);
        assertEquals(FsError.SUCCESS, created.createError());
        return created.entryInfo().orElseThrow();
    }

    EntryInfo create(EntryInfo dir, String name) throws FsException {
        return create(dir, name, 0644, 022);
    }

    /** A file of any type, by the request that mknod(2) makes. */
    EntryInfo make(EntryInfo dir, String name, int mode, int umask) throws FsException {
        MkFileResp made = cluster.ask(new MkFile(1000, 1000, mode, umask, Optional.empty(), Optional.empty(), dir, name, Optional.empty(),
                List.of(), Optional.empty()), MkFileResp.class);
        assertEquals(FsError.SUCCESS, made.error());
        return made.entryInfo();
    }

    EntryInfo mkdir(EntryInfo dir, String name, int mode, int umask) throws FsException {
        MkDirResp made = cluster.ask(new MkDir(1000, 1000, 0040000 | mode, umask, dir, name), MkDirResp.class);
        assertEquals(FsError.SUCCESS, made.error());
        return made.entryInfo();
    }

    EntryInfo mkdir(EntryInfo dir, String name) throws FsException {
        return mkdir(dir, name, 0755, 022);
    }

    StatData stat(EntryInfo entry) throws FsException {
        StatResp answer = cluster.ask(new Stat(entry, false), StatResp.class);
        assertEquals(FsError.SUCCESS, answer.error());
        return answer.statData();
    }

    OpenFileResp open(EntryInfo file, int client, int access) throws FsException {
        OpenFileResp opened = cluster.ask(new OpenFile(client, access, Optional.empty(), file, Optional.empty(), false), OpenFileResp.class);
        assertEquals(FsError.SUCCESS, opened.error());
        return opened;
    }

    OpenFileResp open(EntryInfo file, int access) throws FsException {
        return open(file, TestCluster.CLIENT, access);
    }

    FsError close(EntryInfo file, int client, String handle) throws FsException {
        return cluster.result(new CloseFile(client, handle, file, 1, Optional.empty(), Optional.empty(), Optional.empty(), false, false));
    }

    FsError unlink(EntryInfo dir, String name) throws FsException {
        return cluster.result(new UnlinkFile(dir, name, Optional.empty(), Optional.empty()));
    }

    void setXattr(EntryInfo entry, String name, byte[] value) throws FsException {
        assertEquals(FsError.SUCCESS, cluster.result(new SetXAttr(entry, name, value, 0, Optional.empty())));
    }

    Optional<byte[]> xattr(EntryInfo entry, String name) throws FsException {
        GetXAttrResp answer = cluster.ask(new GetXAttr(entry, name, GetXAttr.MAX_VALUE), GetXAttrResp.class);
        return answer.error() == FsError.NO_DATA ? Optional.empty() : Optional.of(answer.value());
    }
}
