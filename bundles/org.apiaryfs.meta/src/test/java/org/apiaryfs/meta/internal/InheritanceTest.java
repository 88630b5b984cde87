package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkLocalDir;
import org.apiaryfs.protocol.model.AccessList;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Access control lists that new entries get from their directories (spec meta §4.6). */
@Timeout(60)
class InheritanceTest {
    /** As recorded: owner rwx, group r-x, group 77 rwx, mask rwx, others nothing. */
    private static final byte[] DEFAULT = HexFormat.of().parseHex("0200000001000700ffffffff04000500ffffffff080007004d00000010000700ffffffff20000000ffffffff");
    /** As recorded, of a file made with mode 0666. */
    private static final byte[] OF_FILE = HexFormat.of().parseHex("0200000001000600ffffffff04000500ffffffff080007004d00000010000600ffffffff20000000ffffffff");
    private static final byte[] PLAIN = HexFormat.of().parseHex("0200000001000700ffffffff04000500ffffffff20000100ffffffff");
    private static final byte[] NO_ENTRIES = HexFormat.of().parseHex("02000000");

    @TempDir
    Path temp;

    @FunctionalInterface
    private interface Body {
        void run(TestCluster cluster, TestClient client) throws Exception;
    }

    private void with(boolean acls, Body body) throws Exception {
        try (TestCluster cluster = new TestCluster(temp.resolve("meta"), "storeClientXAttrs=true", "storeClientACLs=" + acls)) {
            body.run(cluster, new TestClient(cluster));
            assertEquals(List.of(), cluster.check());
        }
    }

    @Test
    void newEntriesGetTheDefaultListAndNoUmask() throws Exception {
        with(true, (cluster, client) -> {
            EntryInfo dir = client.mkdir(TestCluster.ROOT, "d");
            client.setXattr(dir, AccessList.DEFAULT, DEFAULT);

            for (EntryInfo file : List.of(client.create(dir, "f", 0666, 022), client.make(dir, "g", 0100666, 022))) {
                assertEquals(0100660, client.stat(file).mode());
                assertArrayEquals(OF_FILE, client.xattr(file, AccessList.ACCESS).orElseThrow());
                assertTrue(client.xattr(file, AccessList.DEFAULT).isEmpty());
            }
            EntryInfo sub = client.mkdir(dir, "s", 0777, 077);
            assertEquals(0040770, client.stat(sub).mode());
            assertArrayEquals(DEFAULT, client.xattr(sub, AccessList.ACCESS).orElseThrow());
            assertArrayEquals(DEFAULT, client.xattr(sub, AccessList.DEFAULT).orElseThrow());
            // And on from there.
            assertEquals(0100600, client.stat(client.create(sub, "f", 0600, 0)).mode());
        });
    }

    @Test
    void withoutADefaultListTheUmaskCounts() throws Exception {
        with(true, (cluster, client) -> {
            EntryInfo dir = client.mkdir(TestCluster.ROOT, "d");
            for (Optional<byte[]> list : List.of(Optional.<byte[]>empty(), Optional.of(NO_ENTRIES))) {
                if (list.isPresent()) {
                    client.setXattr(dir, AccessList.DEFAULT, list.get());
                }
                String suffix = "" + list.isPresent();
                EntryInfo file = client.create(dir, "f" + suffix, 0666, 027);
                assertEquals(0100640, client.stat(file).mode());
                assertTrue(client.xattr(file, AccessList.ACCESS).isEmpty());
                assertEquals(0040750, client.stat(client.mkdir(dir, "s" + suffix, 0777, 027)).mode());
                // The reference does it to links as well.
                assertEquals(0120755, client.stat(client.make(dir, "l" + suffix, 0120777, 022)).mode());
            }
        });
    }

    @Test
    void aListThatIsNoMoreThanAModeLeavesNoAttribute() throws Exception {
        with(true, (cluster, client) -> {
            EntryInfo dir = client.mkdir(TestCluster.ROOT, "d");
            client.setXattr(dir, AccessList.DEFAULT, PLAIN);
            EntryInfo file = client.create(dir, "f", 0666, 077);
            assertEquals(0100640, client.stat(file).mode());
            assertTrue(client.xattr(file, AccessList.ACCESS).isEmpty());
            EntryInfo sub = client.mkdir(dir, "s", 0777, 077);
            assertEquals(0040751, client.stat(sub).mode());
            assertTrue(client.xattr(sub, AccessList.ACCESS).isEmpty());
            assertArrayEquals(PLAIN, client.xattr(sub, AccessList.DEFAULT).orElseThrow());
            // Links have no lists, and their mode means nothing.
            EntryInfo link = client.make(dir, "l", 0120777, 0);
            assertEquals(0120777, client.stat(link).mode());
        });
    }

    @Test
    void aDamagedDefaultListIsAnInternalError() throws Exception {
        with(true, (cluster, client) -> {
            EntryInfo dir = client.mkdir(TestCluster.ROOT, "d");
            client.setXattr(dir, AccessList.DEFAULT, new byte[] {1, 2, 3});
            LookupIntent.Create wish = new LookupIntent.Create(1, 1, 0100600, 0, List.of(), Optional.empty(), Optional.empty());
            assertEquals(FsError.INTERNAL, cluster.ask(LookupIntent.create(dir, "f", wish, true), LookupIntentResp.class).createError());
        });
    }

    @Test
    void switchedOffTheModeIsStoredAsSent() throws Exception {
        with(false, (cluster, client) -> {
            EntryInfo dir = client.mkdir(TestCluster.ROOT, "d");
            client.setXattr(dir, AccessList.DEFAULT, DEFAULT);
            EntryInfo file = client.create(dir, "f", 0666, 077);
            assertEquals(0100666, client.stat(file).mode());
            assertTrue(client.xattr(file, AccessList.ACCESS).isEmpty());
            assertTrue(client.xattr(client.mkdir(dir, "s", 0777, 077), AccessList.DEFAULT).isEmpty());
        });
    }

    @Test
    void aDirectoryMadeForAnotherNodeGetsTheListsOfTheRequest() throws Exception {
        with(true, (cluster, client) -> {
            EntryInfo remote = new EntryInfo(1, 0, "1-2-9", "3-4-9", "r", TestCluster.META);
            assertEquals(FsError.SUCCESS, cluster.result(new MkLocalDir(1000, 1000, 0040770, remote,
                    StripePattern.raid0(65536, 1, 2, List.of()), 9, DEFAULT, OF_FILE, Optional.empty())));
            assertArrayEquals(DEFAULT, client.xattr(remote, AccessList.DEFAULT).orElseThrow());
            assertArrayEquals(OF_FILE, client.xattr(remote, AccessList.ACCESS).orElseThrow());
            assertEquals(0100660, client.stat(client.create(remote, "f", 0666, 022)).mode());
        });
    }

    @Test
    void listsWithoutAttributesAreAContradiction() throws Exception {
        ConfigException refused = assertThrows(ConfigException.class, () -> MetaConfig.of(Config.parse(MetaConfig.schema(),
                List.of("storeMetaDirectory=/nowhere", "connDisableAuthentication=true", "storeClientACLs=true"))));
        assertTrue(refused.getMessage().contains("storeClientXAttrs"), refused::getMessage);
    }
}
