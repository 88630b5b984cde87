package org.apiaryfs.fuse.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apiaryfs.fuse.FuseSession;
import org.apiaryfs.fuse.MountOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs the suite on an in-memory file system, mounted once per subclass. Threading: see the suite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MemoryMountSuite extends PosixSuite {
    private Path mountPoint;
    private MemoryFileSystem fileSystem;
    private FuseSession session;

    /** How to mount. */
    abstract MountOptions options();

    /** Where the file system's operations run. */
    Executor executor() {
        return Runnable::run;
    }

    @BeforeAll
    void mount(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isReadable(Path.of("/dev/fuse")) && Files.isWritable(Path.of("/dev/fuse")), "no /dev/fuse");
        mountPoint = directory;
        fileSystem = new MemoryFileSystem(executor(), Duration.ofSeconds(1));
        session = FuseSession.mount(fileSystem, mountPoint, options().with(o -> o.allowOther = true));
    }

    @AfterAll
    void unmount() {
        if (session != null) {
            session.close();
            assertTrue(session.ended().toCompletableFuture().isDone());
            assertTrue(fileSystem.isDestroyed());
        }
    }

    FuseSession session() {
        return session;
    }

    @Override
    protected Path directory() {
        return mountPoint;
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.allOf(Feature.class);
    }
}
