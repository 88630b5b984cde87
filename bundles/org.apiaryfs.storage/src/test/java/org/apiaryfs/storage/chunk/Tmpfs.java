package org.apiaryfs.storage.chunk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A small file system in memory, to be filled up. Needs root. */
public record Tmpfs(Path path) implements AutoCloseable {
    public static Tmpfs mount(Path directory, long size) throws IOException, InterruptedException {
        Privileges.assumeRoot();
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString()) == 0, "tmpfs can't be mounted here");
        return new Tmpfs(directory);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
    }

    @Override
    public void close() throws IOException {
        try {
            if (run("umount", path.toString()) != 0) {
                throw new IOException(path + " can't be unmounted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
