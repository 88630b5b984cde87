package org.apiaryfs.storage.chunk;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kernel's quotactl for the file system that has a directory: by descriptor, or by block device
 * where the kernel is older than Linux 5.14. Thread-safe.
 */
final class QuotaCalls implements SystemQuota.Calls {
    private static final int ENOSYS = 38;
    private static final int ENODEV = 19;

    private final Path directory;

    QuotaCalls(Path directory) {
        this.directory = directory;
    }

    @Override
    public int quotactl(int command, int id, MemorySegment out) {
        int fd = Posix.openat(Posix.AT_FDCWD, directory.toString(), Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        if (fd < 0) {
            return fd;
        }
        try {
            int result = Posix.quotactl(fd, command, id, out);
            return result == -ENOSYS ? device().map(device -> Posix.quotactl(device, command, id, out)).orElse(-ENODEV) : result;
        } finally {
            Posix.close(fd);
        }
    }

    private Optional<String> device() {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)) {
            long number = ((Number) Files.getAttribute(directory, "unix:dev")).longValue();
            return device(mounts, number);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The block device with a number as stat(2) tells it, by lines of /proc/self/mountinfo. */
    static Optional<String> device(Stream<String> mounts, long number) {
        long major = number >>> 8 & 0xfff | number >>> 32 & ~0xfffL;
        long minor = number & 0xff | number >>> 12 & ~0xffL;
        return mounts.map(line -> line.split(" ")).filter(words -> words.length > 2 && words[2].equals(major + ":" + minor))
                .flatMap(words -> source(words).stream()).findFirst();
    }

    /** The second word after the dash that ends the optional fields. */
    private static Optional<String> source(String[] words) {
        for (int i = 6; i + 2 < words.length; i++) {
            if (words[i].equals("-")) {
                return Optional.of(words[i + 2]).filter(source -> source.startsWith("/"));
            }
        }
        return Optional.empty();
    }
}
