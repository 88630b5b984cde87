package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.meta.GetEntryInfo;
import org.apiaryfs.protocol.meta.GetEntryInfoResp;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkFile;
import org.apiaryfs.protocol.meta.MkFileResp;
import org.apiaryfs.protocol.meta.MkFileWithPattern;
import org.apiaryfs.protocol.meta.MkFileWithPatternResp;
import org.apiaryfs.protocol.meta.MkLocalDir;
import org.apiaryfs.protocol.meta.SetDirPattern;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GenericDebugResp;
import org.apiaryfs.protocol.session.AccessFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Patterns of directories and files: who may set what, and what is refused (spec meta §4.4, §5.8, §6.6). */
@Timeout(60)
class PatternTest {
    private static final int CHUNK = 1 << 20;
    private static final StripePattern PLAIN = StripePattern.raid0(CHUNK, 1, 2, List.of());

    @TempDir
    Path temp;

    private TestCluster cluster;
    private TestClient client;
    private EntryInfo dir;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(temp.resolve("meta"), "sysAllowUserSetPattern=true", "tuneDefaultNumStripeTargets=1");
        client = new TestClient(cluster);
        dir = client.mkdir(TestCluster.ROOT, "d");
    }

    @AfterEach
    void stop() {
        assertEquals(List.of(), cluster.check());
        cluster.close();
    }

    private static StripePattern of(int type) {
        return new StripePattern(type, CHUNK, 1, true, 2, List.of(), List.of());
    }

    private StripePattern pattern(EntryInfo entry) throws FsException {
        return cluster.ask(new GetEntryInfo(entry), GetEntryInfoResp.class).pattern();
    }

    private FsError set(StripePattern pattern, int uid) throws FsException {
        return cluster.result(new SetDirPattern(dir, pattern, uid == 0 ? Optional.empty() : Optional.of(uid)));
    }

    private MkFileWithPatternResp make(String name, StripePattern pattern) throws FsException {
        return cluster.ask(new MkFileWithPattern(1, 1, 0100644, 0, dir, name, pattern), MkFileWithPatternResp.class);
    }

    @Test
    void mirroredPatternsAreRefusedAndNothingIsStored() throws Exception {
        StripePattern before = pattern(dir);
        for (int type : new int[] {StripePattern.RAID10, StripePattern.BUDDY_MIRROR}) {
            assertEquals(FsError.NOT_SUPPORTED, set(of(type), 0));
            assertEquals(FsError.NOT_SUPPORTED, set(of(type), 1000), "a user's too, though only its numbers count");
            assertEquals(FsError.NOT_SUPPORTED, make("f", of(type)).error());
            assertEquals(FsError.NOT_SUPPORTED, make("f", of(type).withTargets(List.of(101, 102))).error());
            EntryInfo remote = new EntryInfo(1, 0, "1-2-9", "3-4-9", "r", TestCluster.META);
            assertEquals(FsError.NOT_SUPPORTED, cluster.result(new MkLocalDir(1, 1, 0040770, remote, of(type), 9, new byte[0], new byte[0])));
        }
        assertEquals(before, pattern(dir));
        assertEquals(0, client.stat(dir).size());
    }

    @Test
    void usersSetNumberAndSizeOfTheirOwn() throws Exception {
        assertEquals(FsError.PERM, set(PLAIN, 1001), "another's directory");
        assertEquals(FsError.INTERNAL, set(StripePattern.raid0(CHUNK + 1, 7, 2, List.of()), 1001), "the size is looked at first");
        assertEquals(FsError.SUCCESS, set(StripePattern.raid0(CHUNK, 7, 2, List.of()), 1000));
        assertEquals(PLAIN, pattern(dir), "the pool stays");
        assertEquals(FsError.SUCCESS, set(StripePattern.raid0(CHUNK, 7, 2, List.of()), 0));
        assertEquals(7, pattern(dir).poolId());
        EntryInfo file = client.create(TestCluster.ROOT, "f");
        assertEquals(FsError.NOT_A_DIR, cluster.result(new SetDirPattern(new EntryInfo(1, 0, "root", file.entryId(), "f", 1), PLAIN, Optional.empty())));
    }

    @Test
    void filesTakeOverWhatTheirDirectorySays() throws Exception {
        EntryInfo before = client.create(dir, "before");
        assertEquals(FsError.SUCCESS, set(PLAIN, 0));
        StripePattern file = pattern(client.create(dir, "after"));
        assertEquals(CHUNK, file.chunkSize());
        assertEquals(2, file.targets().size());
        assertEquals(1, pattern(before).targets().size(), "existing files stay");
        assertEquals(PLAIN, pattern(client.mkdir(dir, "sub")));
    }

    @Test
    void hintsCountAndWrongOnesAreInternalErrors() throws Exception {
        MkFile plain = new MkFile(1, 1, 0100644, 0, Optional.empty(), Optional.empty(), dir, "f", Optional.empty(), List.of(), Optional.empty());
        for (MkFile wrong : List.of(hinted(2, 1000, 0), hinted(2, 65537, 0), hinted(2, 65536, 99))) {
            assertEquals(FsError.INTERNAL, cluster.ask(wrong, MkFileResp.class).error());
        }
        assertEquals(1, pattern(cluster.ask(plain, MkFileResp.class).entryInfo()).targets().size());
        StripePattern many = pattern(cluster.ask(hinted(100, 65536, 1), MkFileResp.class).entryInfo());
        assertEquals(65536, many.chunkSize());
        assertEquals(100, many.defaultTargets(), "what was wished, not what there is");
        assertEquals(2, many.targets().size());
    }

    private MkFile hinted(int targets, int chunkSize, int pool) {
        return new MkFile(1, 1, 0100644, 0, Optional.of(new MkFile.StripeHints(targets, chunkSize)), pool == 0 ? Optional.empty() : Optional.of(pool),
                dir, "hinted", Optional.empty(), List.of(), Optional.empty());
    }

    @Test
    void targetsOfTheRequestAreTakenAsTheyAre() throws Exception {
        StripePattern chosen = PLAIN.withTargets(List.of(102, 101));
        assertEquals(chosen, pattern(make("f", chosen).entryInfo()));
        assertEquals(FsError.UNKNOWN_TARGET, make("g", PLAIN.withTargets(List.of(101, 999))).error());
        assertEquals(FsError.INTERNAL, make("g", PLAIN.withTargets(List.of(101, 101))).error());
        assertEquals(FsError.INTERNAL, make("g", StripePattern.raid0(CHUNK, 99, 2, List.of(101))).error());
        assertEquals(FsError.INTERNAL, make("g", StripePattern.raid0(CHUNK + 1, 1, 2, List.of(101))).error());
        assertEquals(2, pattern(make("g", PLAIN).entryInfo()).targets().size(), "without targets they are chosen");
    }

    @Test
    void preferredTargetsComeFirst() throws Exception {
        for (int target : List.of(101, 102)) {
            LookupIntent.Create wish = new LookupIntent.Create(1, 1, 0100600, 0, List.of(target), Optional.empty(), Optional.empty());
            EntryInfo file = cluster.ask(LookupIntent.create(dir, "p" + target, wish, true), LookupIntentResp.class).entryInfo().orElseThrow();
            assertEquals(List.of(target), pattern(file).targets());
        }
    }

    @Test
    void debugCommandsTellWhatIsGoingOn() throws Exception {
        EntryInfo file = client.create(dir, "f");
        String handle = client.open(file, AccessFlags.READ).fileHandleID();
        assertEquals("Files: 1", debug("refstats").lines().toList().getLast());
        assertTrue(debug("cachestats").matches("Dirs: [1-9]\\d*"), debug("cachestats"));
        assertEquals("Dirs: 0", debug("dropcaches"));
        assertTrue(debug("listopenfiles").contains(file.entryId()), debug("listopenfiles"));
        assertTrue(debug("getcfg").contains("sysAllowUserSetPattern = true"), debug("getcfg"));
        assertTrue(debug("dumpdentry root d").contains(dir.entryId()), debug("dumpdentry root d"));
        assertTrue(debug("dumpinode " + file.entryId()).contains("mode"), debug("dumpinode " + file.entryId()));
        assertTrue(debug("loadavg").matches("[\\d. /]+"), debug("loadavg"));
        assertEquals("neighbours", debug("net"));
        assertTrue(debug("listpools").startsWith("META POOLS STATE: "), debug("listpools"));
        assertTrue(debug("listpools").contains("STORAGE CAPACITY POOLS STATE (STORAGE POOL ID: 1): "), debug("listpools"));
        assertTrue(debug("msgqueuestats").startsWith("general queue stats: "), debug("msgqueuestats"));
        for (String command : List.of("msgqueuestats", "getloglevel", "beegfslog", "listpools", "liststoragepools", "listfilerangelocks " + file.entryId())) {
            assertTrue(!debug(command).isEmpty() && !debug(command).startsWith("Unknown"), command);
        }
        assertEquals("Unknown/invalid operation", debug("nonsense"));
        assertEquals(FsError.SUCCESS, client.close(file, TestCluster.CLIENT, handle));
    }

    private String debug(String command) throws FsException {
        return cluster.ask(new GenericDebug(command), GenericDebugResp.class).text();
    }
}
