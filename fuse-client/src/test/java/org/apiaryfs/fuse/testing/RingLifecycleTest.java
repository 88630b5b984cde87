package org.apiaryfs.fuse.testing;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/** Mounts served by io_uring, where the kernel has it switched on. Threading: see the suite. */
@EnabledIf("org.apiaryfs.fuse.testing.Rings#areEnabled")
class RingLifecycleTest extends DirectLifecycleSuite {
    @Override
    List<String> optionArguments() {
        return List.of("transport=uring");
    }
}
