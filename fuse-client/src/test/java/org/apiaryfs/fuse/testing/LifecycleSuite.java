package org.apiaryfs.fuse.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apiaryfs.fuse.FuseException;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.FuseSession;
import org.apiaryfs.fuse.KernelNotifier;
import org.apiaryfs.fuse.MountOptions;
import org.apiaryfs.fuse.SessionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How mounts come and go, on every back end. Threading: tests run one after another. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class LifecycleSuite {
    private final List<Process> children = new ArrayList<>();
    private Path mountPoint;

    /** How to mount, as arguments of {@link MountMemory}. */
    abstract List<String> optionArguments();

    final MountOptions options() {
        return MountMemory.options(optionArguments());
    }

    @BeforeEach
    void prepare(@TempDir Path directory) throws IOException {
        assumeTrue(Files.isReadable(Path.of("/dev/fuse")) && Files.isWritable(Path.of("/dev/fuse")), "no /dev/fuse");
        mountPoint = Files.createDirectory(directory.resolve("mount point"));
    }

    @AfterEach
    void cleanUp() throws Exception {
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
        for (int i = 0; i < 4 && mounts() > 0; i++) {
            Commands.run("umount", "-l", mountPoint.toString());
        }
    }

    final Path mountPoint() {
        return mountPoint;
    }

    /** How often something is mounted on the mount point. */
    final long mounts() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/mounts"))) {
            String escaped = mountPoint.toString().replace(" ", "\\040");
            return lines.filter(line -> line.split(" ")[1].equals(escaped)).count();
        }
    }

    final FuseSession mount(MemoryFileSystem fileSystem) throws FuseException {
        return FuseSession.mount(fileSystem, mountPoint, options());
    }

    static MemoryFileSystem fileSystem() {
        return new MemoryFileSystem(Runnable::run, Duration.ofSeconds(1));
    }

    /** Starts a process that mounts, and waits until it has. */
    final Process mountingProcess() throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx128m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), MountMemory.class.getName(),
                mountPoint.toString()));
        command.addAll(optionArguments());
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        children.add(process);
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith("mounted ")) {
            line = output.readLine();
        }
        assertTrue(line != null, "the mounting process ended early");
        return process;
    }

    final Process child(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        children.add(process);
        return process;
    }

    @Test
    void closingUnmounts() throws Exception {
        MemoryFileSystem fileSystem = fileSystem();
        try (FuseSession session = mount(fileSystem)) {
            assertEquals(1, mounts());
            assertEquals(mountPoint.toRealPath(), session.mountPoint());
            Files.writeString(mountPoint.resolve("f"), "x");
            assertFalse(fileSystem.isDestroyed());
        }
        assertEquals(0, mounts());
        assertTrue(fileSystem.isDestroyed());
        assertFalse(Files.exists(mountPoint.resolve("f")));
    }

    @Test
    void unmountingFromOutsideEndsTheSession() throws Exception {
        MemoryFileSystem fileSystem = fileSystem();
        try (FuseSession session = mount(fileSystem)) {
            Files.writeString(mountPoint.resolve("f"), "x");
            Commands.expect("umount", mountPoint.toString());
            session.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertTrue(fileSystem.isDestroyed());
        }
    }

    @Test
    void closingWithOpenFilesDetachesThem() throws Exception {
        FuseSession session = mount(fileSystem());
        try (FileChannel open = FileChannel.open(mountPoint.resolve("f"), StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            open.write(ByteBuffer.wrap(new byte[100]));
            session.close();
            assertEquals(0, mounts());
            assertTrue(session.ended().toCompletableFuture().isDone());
            assertThrows(IOException.class, () -> {
                open.write(ByteBuffer.wrap(new byte[100]));
                open.force(true);
            });
        } catch (IOException e) {
            assertFalse(e.getMessage().isEmpty(), "closing the file may fail as well");
        }
        try (FuseSession again = mount(fileSystem()); Stream<Path> names = Files.list(mountPoint)) {
            assertEquals(0, names.count());
        }
    }

    @Test
    void aMountLeftByAKilledServerIsReplaced() throws Exception {
        Process server = mountingProcess();
        Path file = Files.writeString(mountPoint.resolve("f"), "before");
        FileChannel open = FileChannel.open(file);
        server.destroyForcibly().waitFor();
        assertEquals(1, mounts(), "the dead mount stays");
        assertThrows(FileSystemException.class, () -> Files.readString(mountPoint.resolve("g")));
        try (FuseSession session = mount(fileSystem())) {
            assertEquals(1, mounts(), "the dead mount is gone, not covered");
            assertFalse(Files.exists(file));
            Files.writeString(file, "after");
            assertEquals("after", Files.readString(file));
            assertThrows(IOException.class, () -> open.read(ByteBuffer.allocate(10), 0));
        }
        assertThrows(IOException.class, open::close);
        assertEquals(0, mounts());
    }

    @Test
    void terminationUnmounts() throws Exception {
        Process server = mountingProcess();
        Files.writeString(mountPoint.resolve("f"), "x");
        server.destroy();
        assertTrue(server.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, mounts());
    }

    @Test
    void readOnlyMountsRefuseChanges() throws Exception {
        try (FuseSession session = FuseSession.mount(fileSystem(), mountPoint, options().with(o -> o.readOnly = true))) {
            FileSystemException e = assertThrows(FileSystemException.class,
                    () -> Files.createFile(mountPoint.resolve("f")));
            assertTrue(e.getMessage().contains("Read-only"), e.getMessage());
        }
    }

    @Test
    void theMountTableShowsNameAndType() throws Exception {
        try (FuseSession session = FuseSession.mount(fileSystem(), mountPoint, options().with(o -> {
            o.fsName = "cluster-7";
            o.subtype = "hive";
        }))) {
            assertTrue(Files.readString(Path.of("/proc/mounts")).contains("cluster-7 "));
            assertTrue(Files.readString(Path.of("/proc/mounts")).contains(" fuse.hive "));
        }
    }

    @Test
    void aFileSystemThatRefusesToStartIsNotMounted() throws Exception {
        FuseFileSystem refusing = new FuseFileSystem() {
            @Override
            public void init(SessionInfo info, KernelNotifier notifier) {
                throw new IllegalStateException("no server in sight");
            }
        };
        FuseException e = assertThrows(FuseException.class,
                () -> FuseSession.mount(refusing, mountPoint, options()));
        assertTrue(e.getMessage().contains("no server in sight"), e.getMessage());
        assertEquals(0, mounts());
    }

    @Test
    void aMountPointMayBeASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(mountPoint.resolveSibling("link"), mountPoint);
        try (FuseSession session = FuseSession.mount(fileSystem(), link, options())) {
            Files.writeString(link.resolve("f"), "x");
            assertEquals(1, mounts());
        }
        assertEquals(0, mounts());
    }

    @Test
    void aMissingMountPointIsNamed() {
        Path missing = mountPoint.resolve("missing");
        FuseException e = assertThrows(FuseException.class,
                () -> FuseSession.mount(fileSystem(), missing, options()));
        assertTrue(e.getMessage().contains(missing.toString()), e.getMessage());
        assertNotEquals("", e.getMessage());
    }
}
