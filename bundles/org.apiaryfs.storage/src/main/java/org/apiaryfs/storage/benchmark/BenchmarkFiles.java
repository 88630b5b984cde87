package org.apiaryfs.storage.benchmark;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a target's benchmarks: {@code benchmark/0}, {@code benchmark/1}… below the target's directory, a file per thread.
 * They stay after a write run, so that a read run finds something. Stateless but for the directory.
 */
final class BenchmarkFiles {
    private static final String FOLDER = "benchmark";

    private final Path folder;

    /** @param target the target's directory */
    BenchmarkFiles(Path target) {
        folder = target.resolve(FOLDER);
    }

    void makeFolder() throws IOException {
        Files.createDirectories(folder);
    }

    /** Whether all files are there and long enough to be read. */
    boolean readable(BenchmarkPlan plan) throws IOException {
        for (int thread = 0; thread < plan.threads(); thread++) {
            try {
                if (Files.size(file(thread)) < plan.size()) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    /** A thread's file, to read or to write anew. */
    FileChannel open(BenchmarkPlan plan, int thread) throws IOException {
        Set<? extends OpenOption> options = plan.kind() == BenchmarkPlan.Kind.READ ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        if (plan.direct()) {
            options = Set.copyOf(Stream.concat(options.stream(), Stream.of(ExtendedOpenOption.DIRECT)).toList());
        }
        return FileChannel.open(file(thread), options);
    }

    private Path file(int thread) {
        return folder.resolve(Integer.toString(thread));
    }

    /** Removes what benchmarks left, if anything. */
    void remove() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
