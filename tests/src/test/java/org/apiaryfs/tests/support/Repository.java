package org.apiaryfs.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the source tree stands that this test run belongs to. */
public final class Repository {
    private Repository() { }

    /** The root: the nearest folder at or above the working directory that has a target platform. */
    public static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve("product/apiary.target")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("run inside the source tree"));
    }

    /** The compiled classes of all modules that have been built, test classes left out. */
    public static List<Path> classFolders() {
        Path root = root();
        try (Stream<Path> bundles = Files.list(root.resolve("bundles"))) {
            return Stream.concat(bundles, Stream.of("daemons", "fuse-client", "rdma").map(root::resolve))
                    .map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
