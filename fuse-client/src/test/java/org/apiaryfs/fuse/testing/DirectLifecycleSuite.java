package org.apiaryfs.fuse.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apiaryfs.fuse.AttrReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileSystemStats;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.FuseSession;
import org.apiaryfs.fuse.KernelNotifier;
import org.apiaryfs.fuse.MountOptions;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.fuse.SessionInfo.Capability;
import org.apiaryfs.fuse.StatfsReply;
import org.junit.jupiter.api.Test;

/** What only the direct back end can do. Threading: tests run one after another. */
abstract class DirectLifecycleSuite extends LifecycleSuite {
    private static final Duration LONG = Duration.ofHours(1);

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(1_000_000); // the kernel tells nobody
        }
    }

    private static boolean get(CompletionStage<Boolean> stage)
            throws ExecutionException, InterruptedException, TimeoutException {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aBlockedReadIsInterrupted() throws Exception {
        MemoryFileSystem fileSystem = fileSystem();
        try (FuseSession session = mount(fileSystem)) {
            Path file = Files.writeString(mountPoint().resolve(MemoryFileSystem.BLOCKING_NAME), "content");
            Process reader = child("cat", file.toString());
            await(() -> fileSystem.blockedReads() > 0, "cat reads");
            assertTrue(reader.isAlive());
            reader.destroy();
            assertTrue(reader.waitFor(10, TimeUnit.SECONDS), "the reader did not notice its signal");
            await(() -> fileSystem.blockedReads() == 0, "all reads were interrupted");
        }
    }

    @Test
    void blockedCallersAreReleasedWhenTheSessionCloses() throws Exception {
        MemoryFileSystem fileSystem = fileSystem();
        FuseSession session = mount(fileSystem);
        Path file = Files.writeString(mountPoint().resolve(MemoryFileSystem.BLOCKING_NAME), "content");
        Process reader = child("cat", file.toString());
        await(() -> fileSystem.blockedReads() > 0, "cat reads");
        session.close();
        assertTrue(reader.waitFor(10, TimeUnit.SECONDS), "the reader still waits");
        assertEquals(0, mounts());
    }

    @Test
    void invalidatedDataIsReadAgain() throws Exception {
        MemoryFileSystem fileSystem = new MemoryFileSystem(Runnable::run, LONG);
        try (FuseSession session = mount(fileSystem)) {
            assumeTrue(session.info().capabilities().contains(Capability.NOTIFICATIONS));
            Path file = Files.writeString(mountPoint().resolve("f"), "old!");
            long inode = (long) Files.getAttribute(file, "unix:ino");
            try (FileChannel channel = FileChannel.open(file)) {
                assertEquals("old!", read(channel));
                fileSystem.changeBehindTheKernel("f", "new content");
                assertEquals("old!", read(channel), "the kernel's cache serves");
                assertTrue(get(session.notifier().invalidateInode(inode, 0, KernelNotifier.TO_END)));
                assertEquals(11, Files.size(file));
                assertEquals("new content", read(channel));
                fileSystem.changeBehindTheKernel("f", "short");
                assertTrue(get(session.notifier().invalidateAttributes(inode)));
                assertEquals(5, Files.size(file));
            }
            assertFalse(get(session.notifier().invalidateInode(123_456, 0, 0)), "an inode that nobody knows");
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position());
    }

    @Test
    void invalidatedNamesAreLookedUpAgain() throws Exception {
        MemoryFileSystem fileSystem = new MemoryFileSystem(Runnable::run, LONG);
        try (FuseSession session = mount(fileSystem)) {
            KernelNotifier notifier = session.notifier();
            Path a = Files.writeString(mountPoint().resolve("a"), "x");
            Path b = mountPoint().resolve("b");
            fileSystem.renameBehindTheKernel("a", "b");
            assertTrue(Files.exists(a), "the kernel's cache serves");
            assertTrue(get(notifier.invalidateEntry(FuseFileSystem.ROOT, "a")));
            assertFalse(Files.exists(a));
            assertTrue(Files.exists(b));
            fileSystem.renameBehindTheKernel("b", "c");
            assertTrue(Files.exists(b));
            assertTrue(get(notifier.expireEntry(FuseFileSystem.ROOT, "b")));
            assertFalse(Files.exists(b));
            Path c = mountPoint().resolve("c");
            assertTrue(Files.exists(c));
            long node = fileSystem.renameBehindTheKernel("c", "d");
            assertTrue(get(notifier.deleteEntry(FuseFileSystem.ROOT, node, "c")));
            assertFalse(Files.exists(c));
            assertFalse(get(notifier.invalidateEntry(FuseFileSystem.ROOT, "never seen")));
            assertFalse(get(notifier.invalidateEntry(FuseFileSystem.ROOT, "n".repeat(300))));
        }
    }

    @Test
    void removedNodesAreForgotten() throws Exception {
        MemoryFileSystem fileSystem = fileSystem();
        try (FuseSession session = mount(fileSystem)) {
            for (int i = 0; i < 200; i++) {
                Path file = Files.createFile(mountPoint().resolve("f" + i));
                Files.list(mountPoint()).close();
                Files.delete(file);
            }
            await(() -> fileSystem.nodeCount() == 1, "only the root is left");
        }
    }

    @Test
    void controlCallsPassData() throws Exception {
        try (FuseSession session = mount(fileSystem())) {
            Path file = Files.createFile(mountPoint().resolve("f"));
            int fd = Posix.open(file.toString(), Posix.O_RDWR, 0);
            try {
                assertArrayEquals(new long[] {7, ~0x12345678},
                        Posix.ioctl(fd, MemoryFileSystem.INVERT & 0xffffffffL, 0x12345678));
                assertEquals(Errno.ENOTTY.code(),
                        assertThrows(Posix.Failure.class, () -> Posix.ioctl(fd, 0xc0046102L, 0)).errno());
            } finally {
                Posix.close(fd);
            }
        }
    }

    @Test
    void aFailingFileSystemGivesErrorsAndGoesOn() throws Exception {
        CompletableFuture<Boolean> second = new CompletableFuture<>();
        FuseFileSystem broken = new FuseFileSystem() {
            @Override
            public void getattr(RequestContext context, long node, OptionalLong handle, AttrReply reply) {
                throw new IllegalStateException("broken on purpose");
            }

            @Override
            public void statfs(RequestContext context, long node, StatfsReply reply) {
                reply.stats(new FileSystemStats(77, 0, 0, 0, 0, 4096, 255, 4096));
                second.complete(reply.error(Errno.EIO));
            }
        };
        try (FuseSession session = FuseSession.mount(broken, mountPoint(), options())) {
            FileSystemException e = assertThrows(FileSystemException.class,
                    () -> Files.getAttribute(mountPoint(), "unix:mode"));
            assertTrue(e.getMessage().contains("Input/output error"), e.getMessage());
            assertTrue(Commands.expect("stat", "-f", "--printf=%b", mountPoint().toString()).contains("77"));
            assertFalse(second.get(5, TimeUnit.SECONDS), "a second answer is refused");
        }
    }

    @Test
    void theHelperMountsToo() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/fusermount3")), "no fusermount3");
        MountOptions byHelper = options().with(o -> o.mounter = MountOptions.Mounter.HELPER);
        try (FuseSession session = FuseSession.mount(fileSystem(), mountPoint(), byHelper)) {
            Files.writeString(mountPoint().resolve("f"), "x");
            assertEquals(1, mounts());
        }
        assertEquals(0, mounts());
    }

    @Test
    void smallRequestsSuffice() throws Exception {
        MountOptions small = options().with(o -> {
            o.maxWrite = 4096;
            o.maxRead = 4096;
        });
        try (FuseSession session = FuseSession.mount(fileSystem(), mountPoint(), small)) {
            byte[] data = new byte[100_000];
            new Random(1).nextBytes(data);
            Path file = Files.write(mountPoint().resolve("f"), data);
            assertArrayEquals(data, Files.readAllBytes(file));
        }
    }
}
