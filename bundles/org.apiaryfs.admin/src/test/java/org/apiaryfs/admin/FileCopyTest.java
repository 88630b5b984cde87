package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files copied within a directory, as a migration does it. */
class FileCopyTest {
    @TempDir
    Path directory;

    private Path file(byte[] content, long size) throws IOException {
        Path file = directory.resolve("file");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(100_000);
            out.write(content);
            out.setLength(size);
        }
        return file;
    }

    @Test
    void takesThePlaceOfTheFile() throws Exception {
        byte[] content = new byte[200_000];
        Arrays.fill(content, (byte) 7);
        Path file = file(content, 5_000_000);
        byte[] whole = Files.readAllBytes(file);
        FileTime before = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(file, before);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
        boolean attributes = Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class);
        if (attributes) {
            Files.getFileAttributeView(file, UserDefinedFileAttributeView.class).write("colour", ByteBuffer.wrap("blue".getBytes()));
        }
        Path to = Files.createFile(directory.resolve("copy"));

        FileCopy copy = FileCopy.of(file);
        copy.into(to);
        assertEquals(5_000_000, copy.size());
        assertTrue(copy.replaceBy(to));
        assertArrayEquals(whole, Files.readAllBytes(file), "with the holes before and behind");
        assertEquals(before, Files.getLastModifiedTime(file));
        assertEquals("rw-r-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        if (attributes) {
            assertEquals(4, Files.getFileAttributeView(file, UserDefinedFileAttributeView.class).size("colour"));
        }
        assertFalse(Files.exists(to));
    }

    @Test
    void leavesWhatWasChangedMeanwhile() throws Exception {
        Path file = file(new byte[] {1}, 200_000);
        Path to = Files.createFile(directory.resolve("copy"));
        FileCopy copy = FileCopy.of(file);
        copy.into(to);
        Files.write(file, new byte[] {1, 2, 3});
        assertFalse(copy.replaceBy(to));
        assertEquals(3, Files.size(file));
    }

    @Test
    void followsNoLinkThatSomebodyPutInThePlaceOfTheCopy() throws Exception {
        Path file = file(new byte[] {1}, 200_000);
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path to = Files.createSymbolicLink(directory.resolve("copy"), victim);
        FileCopy copy = FileCopy.of(file);
        assertThrows(IOException.class, () -> copy.into(to));
        assertEquals("precious", Files.readString(victim));
    }

    @Test
    void followsNoLinkThatSomebodyPutInThePlaceOfTheFile() throws Exception {
        Path file = file(new byte[] {1}, 200_000);
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Path to = Files.createFile(directory.resolve("copy"));
        FileCopy copy = FileCopy.of(file);
        Files.delete(file);
        Files.createSymbolicLink(file, secret);
        assertThrows(IOException.class, () -> copy.into(to));
        assertEquals(0, Files.size(to));
    }
}
