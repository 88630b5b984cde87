package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.protocol.model.NodeType;
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

/** Quotas, storage pools and capacity pools as an administrator and his users meet them: by programs, on a mounted cluster. */
@Tag("system")
@Timeout(300)
class QuotaTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Tries twice a second until a script succeeds; what it waits for is a round of mgmtd or a state report, which nobody announces. */
    private static final String UNTIL = "for i in $(seq 120); do if %s; then exit 0; fi; sleep 0.5; done; echo 'not within a minute'; exit 1";

    /** Doesn't make the file larger, so that trying again and again changes nothing. */
    private static final String REWRITE = "dd if=/dev/zero of=big bs=64k count=1 conv=notrunc,fsync status=none";

    @TempDir
    static Path dir;

    private static TestCluster cluster;
    private static Path mnt;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster(dir.resolve("cluster"), 2, "quotaEnableEnforcement=true", "quotaUpdateIntervalSecs=1", "quotaQueryType=range",
                "quotaQueryUIDRange=61000,61999", "quotaQueryGIDRange=61000,61999", "sysUpdateTargetStatesSecs=1").start();
        Mount mount = cluster.mount("quotaEnabled=true");
        mnt = mount.directory();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String ctl(String words) throws Exception {
        return Shell.run(dir, LIMIT, Installation.program("apiary-ctl") + " " + words + " --mgmtd " + cluster.address().host() + ":" + cluster.address().port()
                + " --auth-file " + cluster.address().secretFile().orElseThrow());
    }

    /** A directory of a user's own. */
    private static Path home(String name, int uid, int gid) throws Exception {
        Path home = Files.createDirectory(mnt.resolve(name));
        Shell.run(home, LIMIT, "chown " + uid + ":" + gid + " .");
        return home;
    }

    private static String as(int uid, int gid, String script) {
        return "setpriv --reuid=" + uid + " --regid=" + gid + " --clear-groups -- bash -c '" + script + "'";
    }

    /** Succeeds if a user's command fails for his quota. What it says isn't written to the mount, where he may not write. */
    private static String refused(int uid, int gid, String what) {
        return as(uid, gid, "said=$({ " + what + "; } 2>&1) && exit 1; [[ \"$said\" = *\"Disk quota exceeded\"* ]]");
    }

    private static void until(Path home, String condition) throws Exception {
        try {
            Shell.run(home, LIMIT, UNTIL.formatted(condition));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + cluster.logs(), e);
        }
    }

    @Test
    void aUsersSizeLimit() throws Exception {
        Path home = home("size", 61001, 61501);
        Shell.run(home, LIMIT, as(61001, 61501, "dd if=/dev/zero of=big bs=64k count=32 conv=fsync status=none"));
        ctl("quota set --uid 61001 --size 1m");
        until(home, refused(61001, 61501, REWRITE));
        Shell.run(home, LIMIT, refused(61001, 61501, "touch another"));
        Shell.run(home, LIMIT, refused(61001, 61501, "dd if=/dev/zero of=big bs=1k count=1 oflag=append conv=notrunc,fsync status=none"));
        Shell.run(home, LIMIT, as(61002, 61501, "cat big > /dev/null"));
        Shell.run(home, LIMIT, "mkdir other; chown 61002 other; cd other; " + as(61002, 61501, "echo mine > file; [ $(cat file) = mine ]"));
        String shown = ctl("quota get --uid 61001 61002");
        assertTrue(shown.contains("2.0 MiB") && shown.contains("1.0 MiB"), shown);
        Shell.run(home, LIMIT, as(61001, 61501, "rm big"));
        until(home, as(61001, 61501, "echo again > small"));
        ctl("quota set --uid 61001 --size default");
    }

    @Test
    void aGroupsNumberOfFiles() throws Exception {
        Path home = home("files", 61003, 61503);
        Shell.run(home, LIMIT, as(61003, 61503, "for i in 1 2 3 4; do echo $i > f$i; done"));
        ctl("quota set --gid 61503 --inodes 3");
        until(home, refused(61003, 61503, "rm -f probe; touch probe"));
        Shell.run(home, LIMIT, refused(61003, 61503, "echo new > f5"));
        Shell.run(home, LIMIT, "touch gift; " + refused(61003, 61503, "touch f6"));
        Shell.run(home, LIMIT, as(61003, 61503, "echo longer >> f1; rm f2 f3"));
        until(home, as(61003, 61503, "echo new > f5"));
        assertTrue(ctl("quota get --gid 61503 --json").contains("\"inodeLimit\" : \"3\""));
    }

    @Test
    void defaultsHoldForWhoHasNoLimits() throws Exception {
        Path home = home("defaults", 61004, 61504);
        Path other = home("exempt", 61005, 61505);
        ctl("quota set --uid 61005 --size unlimited --inodes unlimited");
        assertEquals("Size:  100.0 MiB\nFiles: unlimited\n", ctl("quota defaults --uid --size 100m"));
        try {
            Shell.run(other, LIMIT, as(61005, 61505, "dd if=/dev/zero of=big bs=1M count=101 conv=fsync status=none"));
            Shell.run(home, LIMIT, as(61004, 61504, "dd if=/dev/zero of=big bs=1M count=100 conv=fsync status=none"));
            until(home, refused(61004, 61504, REWRITE));
            Shell.run(other, LIMIT, as(61005, 61505, "echo fine > file"));
        } finally {
            ctl("quota defaults --uid --size unlimited");
        }
        until(home, as(61004, 61504, REWRITE));
    }

    @Test
    void usageIsRightAgainAfterTheServerWasKilled() throws Exception {
        Path home = home("killed", 61006, 61506);
        Shell.run(home, LIMIT, as(61006, 61506, "for i in $(seq 30); do dd if=/dev/zero of=f$i bs=10k count=$i conv=fsync status=none; done; rm f2* ; truncate -s 5k f30"));
        Shell.run(home, LIMIT, "chown 61007 f1");
        until(cluster.directory(), "[ -n \"$(find target*/chunks -type f -uid 61007)\" ]"); // chown answers first, with quotaEarlyChownResponse
        String counted = Shell.run(cluster.directory(), LIMIT, "find target*/chunks -type f -uid 61006 -printf '%b %s\\n'"
                + " | awk '{a = $1 * 512; r = int(($2 + 4095) / 4096) * 4096; s += a < r ? a : r} END {print s, NR}'").trim();
        String expected = "\"sizeBytes\" : " + counted.split(" ")[0] + ",";
        String inodes = "\"inodes\" : " + counted.split(" ")[1] + ",";
        String before = ctl("quota get --uid 61006 --json");
        assertTrue(before.contains(expected) && before.contains(inodes) && before.contains("\"whole\" : true"), counted + "\n" + before);
        cluster.storage().kill();
        cluster.storage().start();
        cluster.awaitOnline();
        until(dir, "x=$(" + Installation.program("apiary-ctl") + " quota get --uid 61006 --json --mgmtd " + cluster.address().host() + ":" + cluster.address().port()
                + " --auth-file " + cluster.address().secretFile().orElseThrow() + "); echo \"$x\" | grep -q \"whole.*true\"");
        String after = ctl("quota get --uid 61006 --json");
        assertEquals(before, after);
        assertTrue(Files.readString(cluster.directory().resolve("storage.log"), StandardCharsets.ISO_8859_1).contains("usage counted"), "by counting");
    }

    private static ClusterSnapshot snapshot() throws Exception {
        try (ClusterConnection connection = ClusterConnection.onDemand(cluster.address())) {
            return connection.first().get();
        }
    }

    /** Makes files with one stripe target and tells which targets they got. */
    private static Set<Integer> targetsOfNewFiles(String directory, int number) throws Exception {
        Set<Integer> targets = new HashSet<>();
        try (ClusterConnection connection = ClusterConnection.onDemand(cluster.address())) {
            connection.first().get();
            for (int i = 0; i < number; i++) {
                Path file = Files.createTempFile(mnt.resolve(directory), "new", "");
                targets.addAll(connection.entries().info("/" + directory + "/" + file.getFileName()).get().pattern().targets());
            }
        }
        return targets;
    }

    @Test
    void newFilesAvoidTargetsWithLittleRoom() throws Exception {
        Files.createDirectory(mnt.resolve("room"));
        ctl("set-pattern --unmounted /room --numtargets 1");
        int first = targetAt(cluster.target(1, 1));
        int second = targetAt(cluster.target(1, 2));
        for (int poor : new int[] {first, second}) {
            Path override = cluster.target(1, poor == first ? 1 : 2).resolve("free_space.override");
            Files.writeString(override, "500k\n");
            awaitNewFilesOn(Set.of(poor == first ? second : first));
            assertEquals(Optional.of(CapacityPool.EMERGENCY), capacityPool(poor));
            assertEquals(Optional.of(CapacityPool.NORMAL), capacityPool(poor == first ? second : first));
            Files.delete(override);
        }
        awaitNewFilesOn(Set.of(first, second));
    }

    private static int targetAt(Path directory) throws IOException {
        return Integer.parseInt(Files.readString(directory.resolve("targetNumID")).trim());
    }

    /** Makes files until a dozen of them are just on these targets. */
    private static void awaitNewFilesOn(Set<Integer> targets) throws Exception {
        Set<Integer> last = Set.of();
        for (int i = 0; i < 120; i++) {
            last = targetsOfNewFiles("room", 12);
            if (last.equals(targets)) {
                return;
            }
            Thread.sleep(500); // the storage server reports its room every four seconds
        }
        throw new AssertionError("new files are on " + last + ", not on " + targets + cluster.logs());
    }

    private static Optional<CapacityPool> capacityPool(int target) throws Exception {
        return snapshot().targets(NodeType.STORAGE).stream().filter(t -> t.id() == target).findFirst().orElseThrow().capacityPool();
    }

    @Test
    void aDirectorysFilesGoToItsStoragePool() throws Exception {
        int second = targetAt(cluster.target(1, 2));
        assertEquals("Storage pool 2 made.\n", ctl("pool add fast --targets " + second));
        try {
            Files.createDirectory(mnt.resolve("fast"));
            ctl("set-pattern --unmounted /fast --storagepoolid 2 --numtargets 1");
            assertEquals(Set.of(second), targetsOfNewFiles("fast", 12));
            assertTrue(ctl("pool modify 2 --desc faster").contains("changed"));
            cluster.mgmtd().stop();
            cluster.mgmtd().start();
            cluster.awaitOnline();
            assertEquals(List.of(second), snapshot().pools().stream().filter(p -> p.description().equals("faster")).findFirst().orElseThrow().targets());
            assertEquals(Set.of(second), targetsOfNewFiles("fast", 12));
            ctl("pool modify 2 --remove " + second);
            assertTrue(assertThrows(AssertionError.class, () -> ctl("pool modify 2 --remove " + second)).getMessage().contains("Not all targets could be moved"));
            ctl("pool modify 2 --add " + second);
        } finally {
            ctl("pool remove 2 --yes");
        }
        assertEquals(List.of(List.of(targetAt(cluster.target(1, 1)), second)), snapshot().pools().stream().map(p -> p.targets().stream().sorted().toList()).toList());
    }
}
