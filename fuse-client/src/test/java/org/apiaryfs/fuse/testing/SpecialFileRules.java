package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import org.apiaryfs.fuse.Errno;
import org.junit.jupiter.api.Test;

/** FIFOs, sockets and devices, after mknod(2) and mkfifo(3). Threading: see the suite. */
interface SpecialFileRules extends Workplace {
    @Test
    default void specialFiles() throws IOException {
        assume(Feature.SPECIAL_FILES);
        Path fifo = work().resolve("fifo");
        Posix.mkfifo(fifo.toString(), 0600);
        BasicFileAttributes attributes = Files.readAttributes(fifo, BasicFileAttributes.class);
        assertTrue(attributes.isOther());
        assertFalse(attributes.isRegularFile());
    }

    @Test
    default void devicesKeepTheirNumbers() throws IOException {
        assume(Feature.SPECIAL_FILES);
        assumeRoot();
        long[] numbers = {1L << 8 | 3, 8L << 8, 0xFFFL << 8 | 0xFFL, 0xFFF0_0000L | 1L << 8 | 0xFF};
        for (int type : new int[] {Posix.S_IFCHR, Posix.S_IFBLK}) {
            for (int i = 0; i < numbers.length; i++) {
                String name = path((type == Posix.S_IFCHR ? "char" : "block") + i);
                Posix.mknod(name, type | 0640, numbers[i]);
                refused(name, Errno.EEXIST, () -> Posix.mknod(name, type | 0640, 5));
                Posix.rename(name, name + "-renamed", 0);
                Posix.link(name + "-renamed", name);
                for (String each : List.of(name, name + "-renamed")) {
                    Map<String, Object> seen = Files.readAttributes(Path.of(each), "unix:rdev,mode,size");
                    assertEquals(Map.of("rdev", numbers[i], "mode", type | 0640, "size", 0L), seen);
                }
                Posix.chmod(name, 0600);
                assertEquals(numbers[i], Files.getAttribute(Path.of(name), "unix:rdev"));
            }
        }
    }

    @Test
    default void fifosConnectProcesses() throws Exception {
        assume(Feature.SPECIAL_FILES);
        String fifo = path("fifo");
        Posix.mkfifo(fifo, 0600);
        refused("no reader", Errno.ENXIO, () -> Posix.open(fifo, Posix.O_WRONLY | Posix.O_NONBLOCK, 0));
        assertEquals("through the pipe\n", Commands.expect("sh", "-c", "echo through the pipe > '" + fifo + "' & cat '" + fifo + "'"));
        assertEquals(0L, Files.getAttribute(Path.of(fifo), "size"));
    }

    @Test
    default void socketsConnectProcesses() throws IOException {
        assume(Feature.SPECIAL_FILES);
        Path directory = Files.createTempDirectory("short"); // addresses are short
        Path link = Files.createSymbolicLink(directory.resolve("work"), work());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(link.resolve("socket"));
            server.bind(address);
            try (SocketChannel client = SocketChannel.open(address); SocketChannel accepted = server.accept()) {
                client.write(ByteBuffer.wrap(new byte[] {42}));
                ByteBuffer back = ByteBuffer.allocate(1);
                accepted.read(back);
                assertEquals(42, back.get(0));
            }
            refused("open", Errno.ENXIO, () -> Posix.open(path("socket"), Posix.O_RDWR, 0));
        } finally {
            Files.delete(link);
            Files.delete(directory);
        }
    }
}
