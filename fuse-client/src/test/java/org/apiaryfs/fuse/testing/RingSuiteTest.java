package org.apiaryfs.fuse.testing;

import org.apiaryfs.fuse.MountOptions;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite on the direct back end by io_uring, on kernels that have it. Threading: see the suite. */
@ExtendWith(Rings.class)
class RingSuiteTest extends MemoryMountSuite {
    @Override
    MountOptions options() {
        return MountOptions.DEFAULTS.with(o -> o.transport = MountOptions.Transport.URING);
    }
}
