package org.apiaryfs.fuse.testing;

import org.apiaryfs.fuse.MountOptions;
import org.junit.jupiter.api.condition.EnabledIf;

/** The suite on the direct back end by io_uring, where the kernel has it switched on. Threading: see the suite. */
@EnabledIf("org.apiaryfs.fuse.testing.Rings#areEnabled")
class RingSuiteTest extends MemoryMountSuite {
    @Override
    MountOptions options() {
        return MountOptions.DEFAULTS.with(o -> o.transport = MountOptions.Transport.URING);
    }
}
