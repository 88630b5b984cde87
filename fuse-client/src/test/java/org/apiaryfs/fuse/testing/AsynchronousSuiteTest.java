package org.apiaryfs.fuse.testing;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apiaryfs.fuse.MountOptions;
import org.junit.jupiter.api.AfterAll;

/** The suite with every answer given by a virtual thread, by whichever transport the kernel has. Threading: see the suite. */
class AsynchronousSuiteTest extends MemoryMountSuite {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    MountOptions options() {
        return MountOptions.DEFAULTS;
    }

    @Override
    Executor executor() {
        return threads;
    }

    @AfterAll
    void stopThreads() {
        threads.close();
    }

    @Override
    public int largeDirectorySize() {
        return 3_000; // the full size is tested on the device
    }
}
