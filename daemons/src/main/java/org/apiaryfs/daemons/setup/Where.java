package org.apiaryfs.daemons.setup;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of all setups: whose file system it is. */
final class Where {
    @Option(names = "--root", paramLabel = "DIR", description = "File system of another computer or an image, mounted here (/).")
    private Path root = Path.of("/");

    @Option(names = "-m", paramLabel = "HOST", description = "Host name or address of the management daemon.")
    private Optional<String> management = Optional.empty();

    @Option(names = "-a", paramLabel = "FILE", description = "Shared secret of the cluster (connAuthFile).")
    private Optional<Path> secret = Optional.empty();

    /** Where a path of that file system is from here. */
    Path here(Path path) {
        return root.resolve(Path.of("/").relativize(path));
    }

    Optional<String> management() {
        return management;
    }

    Optional<Path> secret() {
        return secret;
    }

    /** @throws SetupException unless the path is absolute */
    static Path absolute(Path path, String option) throws SetupException {
        if (!path.isAbsolute()) {
            throw new SetupException(option + " must be an absolute path, not '" + path + "'");
        }
        return path.normalize();
    }
}
