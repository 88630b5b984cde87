package org.apiaryfs.fuse.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which process serves a directory, so that unmounting can wait for its end. The file is a hint
 * only: without it everything works but the waiting. Stateless.
 */
final class MountState {
    private static final Logger LOG = LoggerFactory.getLogger(MountState.class);

    private MountState() {}

    private static Path file(Path directory) {
        Path folder = Path.of("/run");
        if (!Files.isWritable(folder)) {
            folder = Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).map(Path::of).orElse(Path.of(System.getProperty("java.io.tmpdir")));
        }
        return folder.resolve("apiary-mount" + directory.toString().replace('/', '-') + ".pid");
    }

    static void write(Path directory) {
        try {
            Files.writeString(file(directory), Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            LOG.debug("process ID not noted: {}", e.toString());
        }
    }

    static void remove(Path directory) {
        try {
            Files.deleteIfExists(file(directory));
        } catch (IOException e) {
            LOG.debug("process ID not removed: {}", e.toString());
        }
    }

    /** The process that served the directory last, if it still runs. */
    static Optional<ProcessHandle> process(Path directory) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file(directory)).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
