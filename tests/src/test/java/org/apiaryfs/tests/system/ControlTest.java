package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiaryfs.tests.support.Installation;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster in the hands of its administrator: by {@code apiary ctl}, and by scripts that were written for {@code beegfs-ctl}. */
@Tag("system")
@Timeout(300)
class ControlTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    static Path dir;

    private static TestCluster cluster;
    private static Path mnt;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster(dir.resolve("cluster"), new TestCluster.Shape(2, 2, 2)).start();
        Mount mount = cluster.mount("sysXAttrsEnabled=true");
        mnt = mount.directory();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String sh(String script) throws Exception {
        return Shell.run(dir, LIMIT, script);
    }

    /** The options that say which cluster is meant. */
    private static String which() {
        return " --mgmtd " + cluster.address() + " --auth-file " + cluster.address().secretFile().orElseThrow();
    }

    /** Apiary's own command line. */
    private static String ctl(String words) throws Exception {
        return sh(Installation.program("apiary-ctl") + " " + words + which());
    }

    /** The command line of BeeGFS, which finds the cluster by its mount. */
    private static String beegfsCtl(String words) throws Exception {
        return sh(Installation.program("beegfs-ctl") + " --mount=" + mnt + " " + words);
    }

    private static Set<String> lines(String text) {
        return text.lines().collect(Collectors.toSet());
    }

    /** A storage target, and one of the other server. */
    private static List<String> twoTargets() throws Exception {
        List<String[]> rows = beegfsCtl("--listtargets").lines().skip(2).map(l -> l.trim().split(" +")).toList();
        String[] first = rows.getFirst();
        return List.of(first[0], rows.stream().filter(r -> !r[1].equals(first[1])).findFirst().orElseThrow()[0]);
    }

    @Test
    void scriptsForBeegfsFindTheirColumns() throws Exception {
        List<String> targets = beegfsCtl("--listtargets --state --pools").lines().toList();
        assertEquals("TargetID     Reachability  Consistency   Cap. Pool   NodeID", targets.get(0));
        assertEquals("========     ============  ===========   =========   ======", targets.get(1));
        assertEquals(6, targets.size());
        assertTrue(targets.get(2).matches(" +[0-9]+ {11}Online {9}Good {6}normal +[0-9]+"), targets.get(2));
        Set<String> metas = lines(beegfsCtl("--listnodes --nodetype=meta"));
        assertTrue(metas.equals(Set.of("meta [ID: 1]", "meta2 [ID: 2]")) || metas.equals(Set.of("meta2 [ID: 1]", "meta [ID: 2]")), metas::toString);
        assertTrue(beegfsCtl("--listnodes --nodetype=storage --reachable --route --details").contains("   Reachable: <yes>\n   Route: 127.0.0.1:"), "reached");
        Files.createDirectory(mnt.resolve("entry"));
        Files.writeString(mnt.resolve("entry/file"), "x");
        String entry = beegfsCtl("--getentryinfo --verbose " + mnt.resolve("entry/file"));
        assertTrue(entry.startsWith("Entry type: file\nEntryID: "), entry);
        assertTrue(entry.contains("+ Number of storage targets: desired: 4; actual: 4\n+ Storage targets:\n"), entry);
        assertEquals("no\n", sh(Installation.program("beegfs-ctl") + " --mount=" + mnt + " --getentryinfo --unmounted /none 2> /dev/null || echo no"));
        assertEquals("1", sh(Installation.program("beegfs-ctl") + " --mount=" + mnt + " --listtargets --nonsense 2> /dev/null || printf $?"));
    }

    @Test
    void filesAreFoundAndMovedAway() throws Exception {
        List<String> targets = twoTargets();
        sh("mkdir -p " + mnt + "/move/below && cd " + mnt + "/move && head -c 3000000 /dev/urandom > data && chmod 640 data && chown 1000:1001 data"
                + " && touch -d '2020-01-02 03:04:05' data && setfattr -n user.kept -v yes data && truncate -s 20M below/hole && ln -s data link && touch two && ln two names");
        String before = sh("cd " + mnt + "/move && md5sum data below/hole && stat -c '%n %s %a %u %g %Y' data below/hole two names && readlink link && getfattr --only-values -n user.kept data");
        assertEquals(Set.of(mnt + "/move/data", mnt + "/move/below/hole", mnt + "/move/link", mnt + "/move/two", mnt + "/move/names"),
                lines(beegfsCtl("--find --targetid=" + targets.getFirst() + " " + mnt + "/move")));
        Set<String> withData = lines(ctl("find --with-data --target " + targets.getFirst() + " " + mnt + "/move"));
        assertTrue(withData.containsAll(Set.of("/move/data", "/move/below/hole")), withData::toString);

        String moved = beegfsCtl("--migrate --verbose --targetid=" + targets.getFirst() + " " + mnt + "/move/data");
        assertTrue(moved.contains("Migrated: " + mnt + "/move/data\n"), moved);
        String rest = ctl("migrate --target " + targets.getFirst() + " " + mnt + "/move");
        assertTrue(rest.contains("2 left with several names or special, 0 failed."), rest);
        assertEquals(before, sh("cd " + mnt + "/move && md5sum data below/hole && stat -c '%n %s %a %u %g %Y' data below/hole two names && readlink link && getfattr --only-values -n user.kept data"));
        Set<String> left = lines(beegfsCtl("--find --targetid=" + targets.getFirst() + " " + mnt + "/move"));
        assertTrue(left.containsAll(Set.of(mnt + "/move/two", mnt + "/move/names")), "files with several names stay");
        assertTrue(left.stream().noneMatch(l -> l.endsWith("/data") || l.endsWith("/hole")), left::toString);
        assertEquals("", sh("find " + mnt + "/move -name '.tmp*'"));
        assertTrue(Long.parseLong(sh("du -k " + mnt + "/move/below/hole | cut -f1").trim()) < 1000, "holes stay holes");
    }

    @Test
    void disksAreMeasured() throws Exception {
        String run = beegfsCtl("--storagebench --alltargets --write --blocksize=64k --size=1m --threads=2 --wait --verbose");
        assertTrue(run.contains("Finished:     2\n"), run);
        assertTrue(run.matches("(?s).*\nWrite benchmark results:\nMin throughput: +[1-9][0-9]*  KiB/s   nodeID: .* \\[ID: [0-9]+\\], targetID: [0-9]+\n.*"), run);
        String read = ctl("bench run read --block 64k --size 1m --threads 2 --csv");
        assertEquals(2, read.lines().filter(l -> l.contains(",finished,read,")).count(), read);
        beegfsCtl("--storagebench --alltargets --cleanup");
        assertTrue(Files.notExists(cluster.target(1, 1).resolve("benchmark")));
    }

    @Test
    void showsWhatIsGoingOn() throws Exception {
        Files.write(mnt.resolve("going"), new byte[100_000]);
        assertEquals("5 servers and 6 targets: all is well.\n", ctl("check"));
        String net = ctl("net");
        assertEquals(5, net.lines().filter(l -> l.contains("answered") && l.contains("127.0.0.1:") && l.contains("TCP")).count(), net);
        String top = ctl("top --rounds 1 --interval 0.1");
        assertTrue(top.startsWith("apiary top  ") && top.contains("targets 4/4 online   clients 1\n") && top.contains("storage2"), top);
        String csv = ctl("operations --nodetype storage --csv");
        assertTrue(csv.startsWith("client,sum,ack,") && csv.lines().anyMatch(l -> l.startsWith("127.0.0.1,")), csv);
        assertTrue(ctl("load --seconds 3 --json").contains("\"diskWrittenBytes\""));
        assertTrue(beegfsCtl("--serverstats --nodetype=storage --history=1").startsWith("Total results for 2 nodes:\n time_index write_KiB  read_KiB   reqs   qlen bsy\n"));
        assertTrue(beegfsCtl("--clientstats --nodetype=storage --interval=0").startsWith("Sum: "));
    }

    @Test
    void topDrawsOnATerminalUntilItIsLeft() throws Exception {
        String drawn = sh("touch drawn; { until grep -q 'q quit' drawn; do sleep 0.1; done; printf q; } | TERM=xterm timeout 60 script -qefc '"
                + Installation.program("apiary-ctl") + " top --interval 0.2" + which() + "' drawn > /dev/null; cat -v drawn");
        assertTrue(drawn.contains("^[[?1049h") && drawn.contains("^[[?1049l"), drawn);
        assertTrue(drawn.contains("n nodes   c clients   u users   q quit"), drawn);
        String interrupted = sh("touch interrupted; { until grep -q 'q quit' interrupted; do sleep 0.1; done; printf '\\003'; } | TERM=xterm timeout 60 script -qfc '"
                + Installation.program("apiary-ctl") + " top --interval 0.2" + which() + "' interrupted > /dev/null; cat -v interrupted");
        assertTrue(interrupted.contains("^[[?1049h") && interrupted.contains("^[[?1049l"), "the screen is given back: " + interrupted);
    }

    @Test
    void whoEndsAMigrationFindsTheFilesAsTheyWere() throws Exception {
        List<String> targets = twoTargets();
        sh("mkdir " + mnt + "/ended && truncate -s 64G " + mnt + "/ended/large");
        String end = sh(Installation.program("apiary-ctl") + " migrate " + mnt + "/ended --target " + targets.getFirst() + which() + " > said 2>&1 & migration=$!; "
                + "until ls -A " + mnt + "/ended | grep -q '[.]tmp' || ! kill -0 $migration; do :; done; kill -TERM $migration; wait $migration || echo $?; "
                + "ls -A " + mnt + "/ended; cat said");
        assertEquals("143\nlarge\napiary ctl: interrupted\n", end);
    }

    @Test
    void pathsMayLeadThroughLinks() throws Exception {
        sh("mkdir -p " + mnt + "/linked && touch " + mnt + "/linked/file && ln -sfn " + mnt + " shortcut && ln -sfn file " + mnt + "/linked/link");
        assertTrue(ctl("entry-info --json shortcut").contains("\"entryId\" : \"root\""));
        assertTrue(ctl("entry-info --json shortcut/linked/file").contains("\"path\" : \"/linked/file\""));
        assertTrue(ctl("entry-info --json shortcut/linked/link").contains("\"type\" : \"symlink\""), "the entry itself is meant");
    }

    @Test
    void namesArePrintedWithoutALocaleToo() throws Exception {
        sh("mkdir " + mnt + "/names && touch " + mnt + "/names/$'gr\\xc3\\xb6\\xc3\\x9fe'");
        assertEquals("/names/gr\u00c3\u00b6\u00c3\u009fe\n", sh("LC_ALL=C " + Installation.program("apiary-ctl") + " find " + mnt + "/names --pool 1" + which()));
        assertTrue(sh("LC_ALL= LANG= LC_CTYPE= " + Installation.program("apiary-ctl") + " entry-info " + mnt + "/names/$'gr\\xc3\\xb6\\xc3\\x9fe'" + which()).startsWith("Entry type: file"));
    }

    @Test
    void textsAreEnglishWhateverTheLocale() throws Exception {
        // By the JVM's own variable: a machine may not have the locale that LANG could name.
        String said = sh("JAVA_TOOL_OPTIONS='-Duser.language=zh -Duser.country=CN' " + Installation.program("apiary-ctl") + " pool remove 77 --yes" + which() + " 2>&1 || true");
        assertTrue(said.contains("There is no storage pool 77."), said);
    }

    @Test
    void outputThatNobodyGetsIsAnError() throws Exception {
        String full = sh(Installation.program("apiary-ctl") + " nodes" + which() + " 2>&1 > /dev/full || echo $?");
        assertEquals("apiary ctl: the answer can't be written: No space left on device\n3\n", full);
        sh("mkdir " + mnt + "/many && cd " + mnt + "/many && touch {1..500}");
        String first = sh("{ " + Installation.program("apiary-ctl") + " find " + mnt + "/many --pool 1" + which() + " 2>&1 || true; } | head -1");
        assertEquals(1, first.lines().filter(l -> l.startsWith("/many/")).count(), first);
        assertEquals("", ctl("group list --csv"));
    }

    @Test
    void whatCantBeUndoneIsAskedFor() throws Exception {
        beegfsCtl("--addstoragepool --desc=extra --id=9");
        beegfsCtl("--removestoragepool 9 <<< n");
        assertTrue(beegfsCtl("--liststoragepools").contains("9              extra"));
        beegfsCtl("--removestoragepool 9 <<< y");
        assertTrue(!beegfsCtl("--liststoragepools").contains("extra"));
        String refused = sh(Installation.program("apiary-ctl") + " target remove 1" + which() + " < /dev/null 2>&1 || true");
        assertTrue(refused.contains("files that have data on it lose that.") && refused.contains("--yes"), refused);
    }

    @Test
    void completionKnowsTheCommands() throws Exception {
        String script = sh(Installation.program("apiary-ctl") + " completion > " + dir.resolve("completion") + " && bash -n " + dir.resolve("completion") + " && cat " + dir.resolve("completion"));
        assertTrue(script.contains("entry-info") && script.contains("apiary-ctl"), "completes");
        assertTrue(new String(Files.readAllBytes(dir.resolve("completion")), StandardCharsets.UTF_8).startsWith("#!/usr/bin/env bash"));
    }
}
