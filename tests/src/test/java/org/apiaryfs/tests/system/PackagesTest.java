package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.DebianRoot;
import org.apiaryfs.tests.support.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packages on a bare Debian, which has no Java: installed, set up, run, upgraded, removed, purged. */
@Tag("system")
@Timeout(600)
class PackagesTest {
    private static final Path PACKAGES = Path.of(System.getProperty("apiary.packages"));
    private static final List<String> ALL = List.of("common", "mgmtd", "meta", "storage", "client", "utils");
    private static final String DEB = "_.*\\.deb";
    private static final String RPM = "-\\d.*\\.rpm";
    private static final List<String> DAEMONS = List.of("mgmtd", "meta", "storage");
    private static final String ALL_ONLINE = "(?s).*meta +2 +2 .* Online +Good.*storage +301 +3 .* Online +Good.*";
    private static final int STORAGE_PORT = 8003; // the lowest of BeeGFS's
    private static final int MGMTD_PORT = 8008;

    @TempDir
    static Path directory;

    private static DebianRoot root;

    private final List<Process> running = new ArrayList<>();

    @BeforeAll
    static void makeRoot() throws Exception {
        root = DebianRoot.make(directory.resolve("root"), "fuse3", "systemd");
    }

    @AfterAll
    static void removeRoot() throws Exception {
        root.remove();
    }

    @AfterEach
    void stop() throws InterruptedException {
        running.forEach(Process::destroy);
        for (Process process : running) {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "ends");
        }
        running.clear();
    }

    /** @param pattern of what follows the name */
    private static Path archive(String name, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(PACKAGES)) {
            return files.filter(file -> file.getFileName().toString().matches("apiary-" + name + pattern)).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no package apiary-" + name + " in " + PACKAGES + "; \"./apiary build --packages\" makes it"));
        }
    }

    private void install(List<String> names) throws Exception {
        List<String> words = new ArrayList<>(List.of("dpkg", "-i"));
        for (String name : names) {
            words.add("/packages/" + archive(name, DEB).getFileName());
        }
        root.run(words.toArray(String[]::new));
    }

    @Test
    void areInstalledRunUpgradedAndPurged() throws Exception {
        for (String name : ALL) {
            root.copy(archive(name, DEB), "/packages");
        }
        install(ALL);
        assertFalse(Files.exists(root.path("/usr/lib/jvm")), "no Java but ours");
        for (String unit : List.of("apiary-mgmtd.service", "apiary-meta.service", "apiary-storage.service", "apiary-storage@one.service")) {
            assertEquals("", root.run("systemd-analyze", "verify", unit));
        }

        int shift = Ports.range(10) - STORAGE_PORT;
        setUp(shift);
        for (String daemon : DAEMONS) {
            Files.writeString(root.path("/etc/apiary/apiary-" + daemon + ".conf"), """

                    # of this test
                    connInterfacesList = lo
                    connPortShift = %d
                    connStatusPort = 0
                    """.formatted(shift), StandardOpenOption.APPEND);
            running.add(root.start(directory.resolve(daemon), "apiary-" + daemon, "cfgFile=/etc/apiary/apiary-" + daemon + ".conf"));
        }
        String management = "127.0.0.1:" + (MGMTD_PORT + shift);
        awaitTargets(management);
        for (Process daemon : running) {
            assertTrue(Files.readString(Path.of("/proc", Long.toString(daemon.pid()), "cmdline")).contains("-XX:AOTCache=/usr/lib/apiary/lib/aot/"), "starts quickly");
        }
        root.run("sh", "-ec", "mount /mnt/apiary; cp /etc/os-release /mnt/apiary; cmp /etc/os-release /mnt/apiary/os-release; umount /mnt/apiary");

        install(ALL); // over themselves, as an upgrade does it
        assertTrue(Files.readString(root.path("/etc/apiary/apiary-storage.conf")).contains("storeStorageDirectory = /data/storage\n"), "configuration is kept");
        stop();

        root.run("dpkg", "-r", "apiary-storage");
        assertTrue(root.names("/etc/apiary").contains("apiary-storage.conf"));
        assertFalse(Files.exists(root.path("/usr/sbin/apiary-storage")));
        root.run(Stream.concat(Stream.of("dpkg", "-P"), ALL.reversed().stream().map("apiary-"::concat)).toArray(String[]::new));
        assertEquals(List.of("auth"), root.names("/etc/apiary"), "what came with the packages is gone");
        assertFalse(Files.exists(root.path("/usr/lib/apiary")));
        assertFalse(Files.exists(root.path("/etc/systemd/system/apiary-storage.service.d")));
        for (String daemon : DAEMONS) {
            assertTrue(Files.exists(root.path("/data/" + daemon + "/format.conf")), "data stays");
        }
    }

    @Test
    void thoseOfRpmHaveTheSame() throws Exception {
        List<String> files = new ArrayList<>();
        for (String name : ALL) {
            files.add(archive(name, RPM).toString());
        }
        assertEquals("", rpm(Stream.concat(Stream.of("-i", "--nodeps"), files.stream())), "no complaints");
        assertEquals("", rpm(Stream.of("-V", "--nodeps", "apiary-common", "apiary-storage", "apiary-client")), "all is there as it should be");
        assertTrue(root.run("apiary-ctl", "--help").contains("Queries and steers a cluster"), "runs");
        root.run("apiary-setup-storage", "-p", "/data/more", "-m", "mgmt1");
        assertEquals("../lib/apiary/bin/apiary-mount", Files.readSymbolicLink(root.path("/usr/sbin/mount.fuse.apiary")).toString());

        rpm(Stream.of("-U", "--nodeps", "--replacepkgs", archive("storage", RPM).toString()));
        Path configuration = root.path("/etc/apiary/apiary-storage.conf");
        assertTrue(Files.readString(configuration).contains("storeStorageDirectory = /data/more\n"), "kept");
        rpm(Stream.concat(Stream.of("-e", "--nodeps"), ALL.stream().map("apiary-"::concat)));
        assertFalse(Files.exists(root.path("/usr/lib/apiary/bin")));
        Path changed = root.path("/etc/apiary/apiary-storage.conf.rpmsave");
        assertTrue(Files.exists(changed), "what was changed stays");
        Files.delete(changed); // the other test looks what its packages leave
    }

    /** Of packages in the root. */
    private String rpm(Stream<String> words) throws Exception {
        List<String> all = new ArrayList<>(List.of("rpm", "--root", root.directory().toString()));
        if (Files.exists(Path.of("/etc/debian_version"))) {
            all.add("--force-debian"); // else Debian's own rpm sends people to alien
        }
        all.addAll(words.toList());
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", all) + ": " + output);
        return output;
    }

    private void setUp(int shift) throws Exception {
        Files.writeString(root.path("/etc/apiary/auth"), "a secret that is long enough");
        root.run("apiary-setup-mgmtd", "-p", "/data/mgmtd", "-a", "/etc/apiary/auth");
        root.run("apiary-setup-meta", "-p", "/data/meta", "-s", "2", "-m", "127.0.0.1", "-a", "/etc/apiary/auth");
        root.run("apiary-setup-storage", "-p", "/data/storage", "-s", "3", "-i", "301", "-m", "127.0.0.1", "-a", "/etc/apiary/auth");
        root.run("apiary-setup-client", "-m", "127.0.0.1:" + (MGMTD_PORT + shift), "-a", "/etc/apiary/auth", "-o", "connInterfacesList=lo");
    }

    /** Daemons find each other by themselves; how far they are is asked from outside. */
    private void awaitTargets(String management) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String table = "";
        while (System.nanoTime() < end && !table.matches(ALL_ONLINE)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            Path output = directory.resolve("targets");
            Process asked = root.start(output, "apiary-ctl", "targets", "--state", "--mgmtd", management, "--auth-file", "/etc/apiary/auth");
            asked.waitFor();
            table = Files.readString(output);
        }
        String last = table;
        assertTrue(last.matches(ALL_ONLINE), last);
    }
}
