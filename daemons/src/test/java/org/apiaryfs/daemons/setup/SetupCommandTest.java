package org.apiaryfs.daemons.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SetupCommandTest {
    private static final String FILE = """
            # Configuration of a daemon.

            # Directories. [path]
            #storeStorageDirectory =

            # Host. [text]
            #sysMgmtdHost =
            connAuthFile = /etc/apiary/auth
            """;

    @TempDir
    Path root;

    private Path config;
    private String out;
    private String errors;

    @BeforeEach
    void installPackage() throws IOException {
        config = Files.createDirectories(root.resolve("etc/apiary")).resolve("apiary-storage.conf");
        Files.writeString(config, FILE);
    }

    private int setup(String... words) {
        PrintStream standard = System.out;
        PrintStream error = System.err;
        var outBytes = new ByteArrayOutputStream();
        var errorBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errorBytes, true, StandardCharsets.UTF_8));
            return new CommandLine(new SetupCommand()).execute(Stream.concat(Stream.of(words), Stream.of("--root", root.toString())).toArray(String[]::new));
        } finally {
            System.setOut(standard);
            System.setErr(error);
            out = outBytes.toString(StandardCharsets.UTF_8);
            errors = errorBytes.toString(StandardCharsets.UTF_8);
        }
    }

    private String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    @Test
    void preparesAStorageDaemonAndFurtherTargets() throws IOException {
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(0, setup("storage", "-p", "/data/one", "-s", "3", "-i", "301", "-r", "2", "-S", "store3", "-m", "mgmt1"), () -> errors);
        assertEquals("""
                Store /data/one is prepared: nodeID store3, nodeNumID 3, targetNumID 301, storagePoolID 2.
                /etc/apiary/apiary-storage.conf: storeStorageDirectory = /data/one
                To start it, now and at boot: systemctl enable --now apiary-storage
                """, out);
        assertEquals(0, setup("storage", "-p", "/data/two/"), () -> errors);

        assertEquals(FILE.replace("#storeStorageDirectory =", "storeStorageDirectory = /data/one,/data/two").replace("#sysMgmtdHost =", "sysMgmtdHost = mgmt1"),
                Files.readString(config));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(config)));
        assertEquals("3\n", read("data/one/nodeNumID"));
        assertEquals("301\n", read("data/one/targetNumID"));
        assertEquals("2\n", read("data/one/storagePoolID"));
        assertEquals("store3\n", read("data/one/nodeID"));
        assertEquals("[Unit]\nRequiresMountsFor=/data/one /data/two\n", read("etc/systemd/system/apiary-storage.service.d/stores.conf"));
    }

    @Test
    void leavesStoresAndOtherDirectoriesAlone() throws IOException {
        Path store = Files.createDirectories(root.resolve("data"));
        Files.writeString(store.resolve("format.conf"), "version=3\n");
        Files.writeString(store.resolve("targetNumID"), "7\n");
        Path other = Files.createDirectories(root.resolve("home"));
        Files.writeString(other.resolve("letter"), "Dear");

        assertEquals(SetupCommand.REFUSED, setup("storage", "-p", "/data"));
        assertEquals("apiary-setup-storage: /data holds a store already; nothing was changed. To use what is there, give -f as well;"
                + " for a new store, give an empty directory\n", errors.replace(root.toString(), ""));
        assertEquals(SetupCommand.REFUSED, setup("storage", "-p", "/data", "-f", "-i", "8"));
        assertTrue(errors.contains("a store whose targetNumID is '7', not '8'"), errors);
        assertEquals(SetupCommand.REFUSED, setup("storage", "-p", "/home", "-f"));
        assertTrue(errors.contains("neither a store nor empty: it holds 'letter'"), errors);
        assertEquals(FILE, Files.readString(config));
        assertFalse(Files.exists(root.resolve("etc/systemd")));

        assertEquals(0, setup("storage", "-p", "/data", "-f", "-i", "7"), () -> errors);
        assertTrue(out.startsWith("The store in /data is used.\n"), out);
        assertEquals(SetupCommand.REFUSED, setup("storage", "-p", "/data"));
        assertTrue(errors.contains("/etc/apiary/apiary-storage.conf names /data already"), errors);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Files.writeString(root.resolve("etc/apiary/apiary-meta.conf"), "");
        assertEquals(0, setup("meta", "-p", "/meta"), () -> errors);
        assertTrue(out.contains("Not set yet: sysMgmtdHost") && out.contains("Not set yet: connAuthFile"), out);
        assertEquals("storeMetaDirectory = /meta\n", read("etc/apiary/apiary-meta.conf"));
        assertEquals(SetupCommand.REFUSED, setup("meta", "-p", "/meta2"));
        assertTrue(errors.contains("has another store, /meta"), errors);
        assertFalse(Files.exists(root.resolve("meta2")));

        assertEquals(SetupCommand.REFUSED, setup("mgmtd", "-p", "/mgmtd"));
        assertTrue(errors.contains("/etc/apiary/apiary-mgmtd.conf doesn't exist; install the package apiary-mgmtd"), errors);
        assertEquals(SetupCommand.REFUSED, setup("storage", "-p", "data"));
        assertTrue(errors.contains("-p must be an absolute path, not 'data'"), errors);
        assertEquals(SetupCommand.REFUSED, setup("storage", "-p", "/data", "-i", "70000"));
        assertTrue(errors.contains("-i must be 1 to 65535, not 70000"), errors);
    }

    @Test
    void entersAMountOnce() throws IOException {
        Path table = root.resolve("etc/fstab");
        Files.writeString(table, "/dev/sda1 / ext4 defaults 0 1");
        String line = "mgmt1:8008 /mnt/big\\040one fuse.apiary connAuthFile=/etc/apiary/auth,ro,_netdev 0 0";
        for (int i = 0; i < 2; i++) {
            assertEquals(0, setup("client", "-m", "mgmt1", "-d", "/mnt/big one", "-a", "/etc/apiary/auth", "-o", "ro"), () -> errors);
            assertEquals(List.of("/dev/sda1 / ext4 defaults 0 1", line), Files.readAllLines(table));
        }
        assertTrue(Files.isDirectory(root.resolve("mnt/big one")));
        assertEquals(SetupCommand.REFUSED, setup("client", "-m", "mgmt2", "-d", "/mnt/big one"));
        assertTrue(errors.contains("/etc/fstab has another line for /mnt/big one already"), errors);
        assertEquals(SetupCommand.REFUSED, setup("client"));
        assertTrue(errors.contains("Give the host of its management daemon (-m HOST)"), errors);
    }
}
