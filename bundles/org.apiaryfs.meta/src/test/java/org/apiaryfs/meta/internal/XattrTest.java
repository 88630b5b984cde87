package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.meta.GetXAttr;
import org.apiaryfs.protocol.meta.GetXAttrResp;
import org.apiaryfs.protocol.meta.ListXAttr;
import org.apiaryfs.protocol.meta.ListXAttrResp;
import org.apiaryfs.protocol.meta.RemoveXAttr;
import org.apiaryfs.protocol.meta.SetXAttr;
import org.apiaryfs.protocol.model.EntryInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rules of extended attributes (spec meta §5.10). */
@Timeout(60)
class XattrTest {
    private static final int LIMIT = 61440;

    @TempDir
    Path temp;

    private static FsError set(TestCluster cluster, EntryInfo entry, String name, byte[] value, int flags) throws FsException {
        return cluster.result(new SetXAttr(entry, name, value, flags, Optional.empty()));
    }

    private static GetXAttrResp get(TestCluster cluster, EntryInfo entry, String name, int size) throws FsException {
        return cluster.ask(new GetXAttr(entry, name, size), GetXAttrResp.class);
    }

    private static ListXAttrResp list(TestCluster cluster, EntryInfo entry) throws FsException {
        return cluster.ask(new ListXAttr(entry, 0), ListXAttrResp.class);
    }

    @Test
    void switchedOffAllFourAreNotSupported() throws Exception {
        try (TestCluster cluster = new TestCluster(temp.resolve("meta"))) {
            EntryInfo file = new TestClient(cluster).create(TestCluster.ROOT, "f");
            for (EntryInfo entry : List.of(file, TestCluster.ROOT)) {
                assertEquals(FsError.NOT_SUPPORTED, set(cluster, entry, "user.a", new byte[1], 0));
                assertEquals(FsError.NOT_SUPPORTED, get(cluster, entry, "user.a", 0).error());
                assertEquals(FsError.NOT_SUPPORTED, list(cluster, entry).error());
                assertEquals(FsError.NOT_SUPPORTED, cluster.result(new RemoveXAttr(entry, "user.a", Optional.empty())));
            }
        }
    }

    @Test
    void filesDirectoriesAndLinksHaveTheirOwn() throws Exception {
        try (TestCluster cluster = new TestCluster(temp.resolve("meta"), "storeClientXAttrs=true")) {
            TestClient client = new TestClient(cluster);
            EntryInfo dir = client.mkdir(TestCluster.ROOT, "d");
            List<EntryInfo> entries = List.of(dir, TestCluster.ROOT, client.create(dir, "f"), client.make(dir, "l", 0120777, 0), client.make(dir, "p", 0010600, 0));
            for (EntryInfo entry : entries) {
                byte[] value = entry.entryId().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                assertEquals(FsError.NO_DATA, get(cluster, entry, "user.a", 0).error());
                assertEquals(FsError.SUCCESS, set(cluster, entry, "user.a", value, 1));
                assertEquals(FsError.EXISTS, set(cluster, entry, "user.a", value, 1));
                assertEquals(FsError.NO_DATA, set(cluster, entry, "user.b", value, 2));
                assertEquals(FsError.INVAL, set(cluster, entry, "user.b", value, 3));
                assertEquals(value.length, get(cluster, entry, "user.a", 0).size());
                assertEquals(0, get(cluster, entry, "user.a", 0).value().length);
                assertArrayEquals(value, get(cluster, entry, "user.a", value.length).value());
                assertEquals(FsError.RANGE, get(cluster, entry, "user.a", value.length - 1).error());
                assertEquals(List.of("user.a"), list(cluster, entry).names());
                assertEquals("user.a".length() + 1, list(cluster, entry).size());
            }
            for (EntryInfo entry : entries) {
                assertEquals(FsError.SUCCESS, cluster.result(new RemoveXAttr(entry, "user.a", Optional.empty())));
                assertEquals(FsError.NO_DATA, cluster.result(new RemoveXAttr(entry, "user.a", Optional.empty())));
                assertEquals(List.of(), list(cluster, entry).names());
            }
            EntryInfo gone = new EntryInfo(2, 1, "root", "1-2-1", "gone", TestCluster.META);
            assertEquals(FsError.PATH_NOT_EXISTS, set(cluster, gone, "user.a", new byte[1], 0));
            assertEquals(List.of(), cluster.check());
        }
    }

    @Test
    void whatCouldNotBeToldAgainIsRefused() throws Exception {
        try (TestCluster cluster = new TestCluster(temp.resolve("meta"), "storeClientXAttrs=true")) {
            EntryInfo file = new TestClient(cluster).create(TestCluster.ROOT, "f");
            byte[] longest = new byte[LIMIT];
            longest[LIMIT - 1] = 7;
            assertEquals(FsError.SUCCESS, set(cluster, file, "user.long", longest, 0));
            // The request's size is at most one more than the limit, whatever it says.
            assertArrayEquals(longest, get(cluster, file, "user.long", 1 << 20).value());
            assertEquals(FsError.RANGE, set(cluster, file, "user.longer", new byte[LIMIT + 1], 0));
            assertEquals(FsError.RANGE, set(cluster, file, "user." + "n".repeat(251), new byte[1], 0));
            assertEquals(FsError.SUCCESS, set(cluster, file, "user." + "n".repeat(250), new byte[1], 0));
            assertEquals(FsError.SUCCESS, set(cluster, file, "user.empty", new byte[0], 0));
            assertEquals(0, get(cluster, file, "user.empty", 10).value().length);

            List<String> names = new ArrayList<>(list(cluster, file).names());
            FsError last = FsError.SUCCESS;
            for (int i = 0; last.ok(); i++) {
                String name = "user.%04d".formatted(i) + "x".repeat(246);
                last = set(cluster, file, name, new byte[] {1}, 0);
                if (last.ok()) {
                    names.add(name);
                }
            }
            assertEquals(FsError.NO_SPACE, last);
            ListXAttrResp all = list(cluster, file);
            assertEquals(names.stream().sorted().toList(), all.names());
            assertTrue(all.size() <= LIMIT, "the whole list can be told: " + all.size());
            assertEquals(FsError.SUCCESS, set(cluster, file, names.getLast(), new byte[] {2}, 2), "an old one can still be replaced");
        }
    }
}
