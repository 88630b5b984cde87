package org.apiaryfs.fuse.testing;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mounts served by io_uring, on kernels that have it. Threading: see the suite. */
@ExtendWith(Rings.class)
class RingLifecycleTest extends DirectLifecycleSuite {
    @Override
    List<String> optionArguments() {
        return List.of("transport=uring");
    }
}
