package org.apiaryfs.fuse.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.fuse.FuseSession;
import org.apiaryfs.fuse.MountOptions;

/** Mounts an in-memory file system from a process of its own, which tests can kill. Arguments: directory, options. */
public final class MountMemory {
    private MountMemory() { }

    public static void main(String[] arguments) throws Exception {
        MountOptions options = options(Arrays.asList(arguments).subList(1, arguments.length));
        MemoryFileSystem fileSystem = new MemoryFileSystem(Runnable::run, Duration.ofSeconds(1));
        try (FuseSession session = FuseSession.mount(fileSystem, Path.of(arguments[0]), options)) {
            System.out.println("mounted " + session.info().transport());
            session.ended().toCompletableFuture().join();
        }
    }

    /** Options as written after {@code mount -o}. */
    static MountOptions options(List<String> arguments) {
        MountOptions options = MountOptions.DEFAULTS.with(o -> o.allowOther = true);
        for (String argument : arguments) {
            String[] option = argument.split("=", 2);
            options = options.withOption(option[0],
                    option.length > 1 ? Optional.of(option[1]) : Optional.empty()).orElseThrow();
        }
        return options;
    }
}
