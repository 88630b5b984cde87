package org.apiaryfs.fuse.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apiaryfs.fuse.MountOptions;
import org.junit.jupiter.api.condition.EnabledIf;

/** The suite on jnr-fuse, where libfuse 2 is installed. Threading: see the suite. */
@EnabledIf("org.apiaryfs.fuse.testing.JnrSuiteTest#isInstalled")
class JnrSuiteTest extends MemoryMountSuite {
    static boolean isInstalled() {
        return Stream.of("/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/lib64", "/usr/lib64", "/usr/lib")
                .anyMatch(directory -> Files.exists(Path.of(directory, "libfuse.so.2")));
    }

    @Override
    MountOptions options() {
        return MountOptions.DEFAULTS.with(o -> o.backend = MountOptions.Backend.JNR);
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.REAL_UNLINK, Feature.COHERENT_LINKS, Feature.RENAME_NOREPLACE, Feature.SEPARATE_TIMES, Feature.RENAME_EXCHANGE,
                Feature.SEEK_HOLE, Feature.BIRTH_TIME, Feature.INTERRUPT, Feature.BYTE_NAMES));
    }

    @Override
    public int largeDirectorySize() {
        return 3_000; // the full size is tested on the device
    }
}
