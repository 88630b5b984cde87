package org.apiaryfs.daemons.beegfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What all modes have in common, and those that ask no server. */
class ModesTest {
    /** Modes without a golden section, and why. */
    private static final Map<String, String> WITHOUT_SECTION = Map.of(
            "find", "BeeGFS's tool walks a mount",
            "migrate", "it copies files within a mount",
            "ioctl", "it asks a mount",
            "iotest", "it enters the cluster as a client",
            "hashdir", "it asks nobody; see below");

    static List<String> names() {
        return Modes.all().stream().map(Mode::name).toList();
    }

    private static Stream<GoldenFile.Run> golden() throws Exception {
        return GoldenFile.read().sections().stream().flatMap(s -> s.runs().stream());
    }

    private static Mode mode(GoldenFile.Run run) {
        return Modes.named(run.words().getFirst().substring(2)).orElseThrow(() -> new AssertionError(run.command()));
    }

    @Test
    void everyModeHasAGoldenSectionOrAReasonForNone() throws Exception {
        Set<String> covered = golden().map(run -> mode(run).name()).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(List.of(), WITHOUT_SECTION.keySet().stream().filter(covered::contains).toList());
        covered.addAll(WITHOUT_SECTION.keySet());
        assertEquals(new TreeSet<>(names()), covered);
    }

    @ParameterizedTest
    @MethodSource("names")
    void helpOfEachModeTellsWhatItIsFor(String name) {
        Mode mode = Modes.named(name).orElseThrow();
        ToolRun run = ToolRun.of("--" + name, "--help");
        assertEquals("", run.err());
        assertEquals(ExitCode.OK, run.code());
        assertTrue(run.out().startsWith(mode.summary()) && run.out().contains("--" + name) && run.out().contains(mode.usage()), run.out());
        assertEquals(mode.root(), run.out().contains("Only for root."), run.out());
    }

    private static Set<String> listed(String overview) {
        return overview.lines().filter(line -> line.startsWith(" --")).map(line -> line.substring(3).split(" ")[0]).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> publicNames() {
        return Modes.all().stream().filter(m -> !m.hidden()).map(Mode::name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void overviewListsWhatIsNotHidden() {
        for (String[] words : new String[][] {{"--help"}, {"--helpall"}}) {
            ToolRun run = ToolRun.of(words);
            assertEquals(publicNames(), listed(run.out()));
            assertEquals(ExitCode.OK, run.code());
        }
        assertEquals(new TreeSet<>(names()), listed(ToolRun.of("--helpall", "--hidden").out()));
        assertTrue(names().containsAll(List.of("maptarget", "genericdebug", "hashdir", "ioctl", "removedirentry")) && !publicNames().contains("hashdir"));
    }

    @Test
    void withoutAModeThereIsTheOverviewAndAnError() {
        for (String[] words : new String[][] {{}, {"--nosuchmode"}, {"listnodes"}}) {
            ToolRun run = ToolRun.of(words);
            assertEquals(publicNames(), listed(run.out()));
            assertEquals(ExitCode.BAD_ARGUMENTS, run.code());
        }
    }

    @ParameterizedTest
    @CsvSource({"--listnodes --nodetype=meta --whatever, --whatever", "--listnodes --listtargets --nodetype=meta, --listtargets",
        "--listtargets further, further", "--liststoragepools --state=good, --state", "--createdir --unmounted --nodes=1 /a /b, /b"})
    void whatIsLeftOverIsRefused(String line, String left) {
        ToolRun run = ToolRun.of(line.split(" "));
        assertEquals("Invalid argument: " + left, run.err().lines().findFirst().orElse(""));
        assertEquals("", run.out());
        assertEquals(ExitCode.BAD_ARGUMENTS, run.code());
    }

    @Test
    void onlyRootMayChangeThings() throws Exception {
        List<GoldenFile.Run> forRoot = golden().filter(run -> mode(run).root() && run.code() != ExitCode.BAD_ARGUMENTS).toList();
        assertFalse(forRoot.isEmpty());
        for (GoldenFile.Run run : forRoot) {
            ToolRun alices = ToolRun.of(TestHost.OF_ALICE, run.words());
            assertEquals("This mode requires root privileges.\n", alices.err(), run.command());
            assertEquals(ExitCode.BAD_ARGUMENTS, alices.code());
        }
        assertFalse(mode(new GoldenFile.Run("--getentryinfo", List.of(), List.of(), 0)).root());
    }

    @Test
    void aSilentManagementServerIsNamed() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ToolRun run = ToolRun.of("--listnodes", "--nodetype=meta", "--sysMgmtdHost=127.0.0.1", "--connMgmtdPortUDP=" + silent.getLocalPort(),
                    "--connDisableAuthentication=true");
            assertTrue(run.err().contains("127.0.0.1:" + silent.getLocalPort()), run.err());
            assertEquals("", run.out());
            assertEquals(ExitCode.FAILED, run.code());
        }
    }

    /** As BeeGFS's tool shows the paths of these entries. */
    @ParameterizedTest
    @CsvSource({"root, 38/51/root", "0-6B0DD09D-2, 1A/22/0-6B0DD09D-2", "1-6B0DD09D-2, 4D/16/1-6B0DD09D-2"})
    void hashesAreThoseOfTheServers(String id, String path) {
        for (String type : List.of("inode", "dentry")) {
            ToolRun run = ToolRun.of("--hashdir", "--type=" + type, id);
            assertEquals("Hash dir: " + (type.equals("inode") ? "inodes/" : "dentries/") + path + "\n", run.out());
            assertEquals(ExitCode.OK, run.code());
        }
        assertEquals(ExitCode.BAD_ARGUMENTS, ToolRun.of("--hashdir", id).code());
    }

    @Test
    void outputThatNobodyGetsIsAFailure() {
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        });
        assertEquals(ExitCode.FAILED, BeegfsCtl.run(new String[] {"--hashdir", "--type=inode", "root"}, InputStream.nullInputStream(), full, full, TestHost.OF_ROOT));
    }

    @ParameterizedTest
    @CsvSource({"--listnodes", "--listnodes --nodetype=bad", "--listtargets --nodetype=client", "--setpattern --unmounted /a", "--setpattern --unmounted --chunksize=64k",
        "--createfile --unmounted /a", "--createfile --unmounted --storagepoolid=1 --targets=1 /a", "--movefileinode --unmounted --operation=other /a",
        "--addstoragepool --id=2", "--modifystoragepool --id=2", "--modifystoragepool --id=2 --desc=a --addtargets=1", "--addmirrorgroup --nodetype=storage --primary=1",
        "--addmirrorgroup --nodetype=storage --primary=1 --secondary=1", "--removemirrorgroup --mirrorgroupid=1 --nodetype=meta",
        "--startresync --nodetype=storage", "--startresync --nodetype=storage --targetid=1 --mirrorgroupid=1", "--startresync --nodetype=meta --nodeid=1 --restart",
        "--startresync --nodetype=storage --targetid=1 --timespan=1y", "--setstate --nodetype=storage --targetid=1", "--getquota --uid --gid 1", "--getquota --uid",
        "--setquota --uid 1", "--setquota --uid 1 --sizelimit=much", "--storagebench --write", "--storagebench --alltargets", "--storagebench --alltargets --servers=1 --status",
        "--storagebench --alltargets --write --read", "--serverstats --history=61", "--clientstats --rwunit=KiB", "--genericdebug --nodetype=meta version",
        "--genericdebug --nodetype=mgmt", "--maptarget --targetid=1", "--removetarget none", "--ioctl --type=nothing /a", "--find --unmounted --targetid=1 --nodeid=1 /a",
        "--migrate --unmounted --targetid=1 /a"})
    void senselessArgumentsAreRefusedBeforeAnythingIsAsked(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.addAll(List.of("--sysMgmtdHost=127.0.0.1", "--connMgmtdPortUDP=1", "--connDisableAuthentication=true"));
        ToolRun run = ToolRun.of(TestHost.OF_ROOT, words);
        assertEquals(ExitCode.BAD_ARGUMENTS, run.code());
        assertEquals("", run.out());
        assertFalse(run.err().isBlank() || run.err().startsWith("Invalid argument"), run.err());
    }
}
