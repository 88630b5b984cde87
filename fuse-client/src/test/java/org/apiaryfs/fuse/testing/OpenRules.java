package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.errno;
import static org.apiaryfs.fuse.testing.Workplace.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apiaryfs.fuse.Errno;
import org.junit.jupiter.api.Test;

/** Opening, creating and executing, after open(2) and execve(2). Threading: see the suite. */
interface OpenRules extends Workplace {
    @Test
    default void exclusiveCreationFailsOnExistingNames() {
        String path = work().resolve("f").toString();
        Posix.close(Posix.open(path, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600));
        assertEquals(Errno.EEXIST, errno(() -> Posix.open(path, Posix.O_CREAT | Posix.O_EXCL | Posix.O_RDWR, 0600)));
        Posix.close(Posix.open(path, Posix.O_CREAT | Posix.O_RDWR, 0600));
        assertEquals(Errno.ENOENT, errno(() -> Posix.open(path + "x", Posix.O_RDWR, 0)));
    }

    @Test
    default void directoriesAreOpenedForReadingOnly() {
        String directory = path("d");
        Posix.mkdir(directory, 0755);
        String file = path("f");
        Posix.close(Posix.open(file, Posix.O_CREAT | Posix.O_WRONLY, 0644));
        Posix.close(Posix.open(directory, Posix.O_RDONLY | Posix.O_DIRECTORY, 0));
        refused("write", Errno.EISDIR, () -> Posix.open(directory, Posix.O_WRONLY, 0));
        refused("read and write", Errno.EISDIR, () -> Posix.open(directory, Posix.O_RDWR, 0));
        refused("truncate", Errno.EISDIR, () -> Posix.open(directory, Posix.O_RDONLY | Posix.O_TRUNC, 0));
        refused("create", Errno.EISDIR, () -> Posix.open(directory, Posix.O_RDONLY | Posix.O_CREAT, 0644));
        refused("directory", Errno.ENOTDIR, () -> Posix.open(file, Posix.O_RDONLY | Posix.O_DIRECTORY, 0));
    }

    @Test
    default void symbolicLinksAreFollowedUnlessForbidden() throws IOException {
        Posix.symlink("target", path("link"));
        refused("not followed", Errno.ELOOP, () -> Posix.open(path("link"), Posix.O_RDONLY | Posix.O_NOFOLLOW, 0));
        refused("exclusive", Errno.EEXIST, () -> Posix.open(path("link"), Posix.O_CREAT | Posix.O_EXCL | Posix.O_WRONLY, 0644));
        Posix.close(Posix.open(path("link"), Posix.O_CREAT | Posix.O_WRONLY, 0644));
        assertTrue(Files.isRegularFile(work().resolve("target")), "made through the link");
    }

    @Test
    default void openFlagsLimitWhatDescriptorsDo() throws IOException {
        Path file = Files.writeString(work().resolve("f"), "content");
        int reader = Posix.open(file.toString(), Posix.O_RDONLY, 0);
        int writer = Posix.open(file.toString(), Posix.O_WRONLY, 0);
        try {
            refused("write", Errno.EBADF, () -> Posix.write(reader, new byte[1], 0));
            refused("read", Errno.EBADF, () -> Posix.read(writer, 1, 0));
            refused("truncate", Errno.EINVAL, () -> Posix.truncate(reader, 0));
        } finally {
            Posix.close(reader);
            Posix.close(writer);
        }
        Posix.close(Posix.open(file.toString(), Posix.O_WRONLY | Posix.O_TRUNC, 0));
        assertEquals(0, Files.size(file));
        // A file's own mode doesn't bind whoever creates it.
        int fd = Posix.open(path("unwritable"), Posix.O_CREAT | Posix.O_RDWR, 0);
        Posix.write(fd, new byte[] {7}, 0);
        assertArrayEquals(new byte[] {7}, Posix.read(fd, 10, 0));
        Posix.close(fd);
    }

    @Test
    default void filesWithoutNamesAreRefused() {
        refused("O_TMPFILE", Errno.EOPNOTSUPP, () -> Posix.open(work().toString(), Posix.O_TMPFILE | Posix.O_RDWR, 0600));
    }

    @Test
    default void programsAreExecutedAndNotWrittenMeanwhile() throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep"), work().resolve("program"), StandardCopyOption.COPY_ATTRIBUTES);
        Path script = Files.writeString(work().resolve("script"), "#!/bin/sh\necho \"$1\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals("executed\n", Commands.expect(script.toString(), "executed"));
        Process running = new ProcessBuilder(program.toString(), "30").start();
        try {
            Path executable = Path.of("/proc/" + running.pid() + "/exe");
            while (!Files.readSymbolicLink(executable).equals(program)) {
                Thread.onSpinWait(); // the child has yet to call execve
            }
            refused("write", Errno.ETXTBSY, () -> Posix.open(program.toString(), Posix.O_WRONLY, 0));
            refused("truncate", Errno.ETXTBSY, () -> Posix.truncate(program.toString(), 0));
            Posix.unlink(program.toString());
            assertTrue(running.isAlive());
        } finally {
            running.destroyForcibly().waitFor();
        }
        int fd = Posix.open(script.toString(), Posix.O_RDWR, 0);
        try {
            assertEquals(126, Commands.run("sh", "-c", "'" + script + "' x").status(), "a file that is written isn't executed");
        } finally {
            Posix.close(fd);
        }
    }
}
