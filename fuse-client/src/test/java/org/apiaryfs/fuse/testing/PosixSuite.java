package org.apiaryfs.fuse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every mounted file system must do, whatever is behind it. A subclass says where it is mounted and which of
 * the optional features it has; each test works in a new directory below and leaves it empty of open files.
 *
 * <p>Threading: tests run one after another; those that lock or run in parallel use threads of their own.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PosixSuite implements NameRules, LinkRules, DirectoryRules, SpecialFileRules, AttributeRules, PermissionRules,
        OpenRules, DataRules, SparseRules, LockRules, ParallelRules {
    private Path work;

    /** A directory of the mounted file system that the tests may fill. */
    protected abstract Path directory();

    @Override
    public abstract Set<Feature> features();

    @Override
    public int largeDirectorySize() {
        return 10_000;
    }

    @BeforeEach
    void makeWorkDirectory() throws IOException {
        work = Files.createTempDirectory(directory(), "posix");
    }

    @Override
    public Path work() {
        return work;
    }
}
