package org.apiaryfs.fuse.testing;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/** Mounts served by jnr-fuse. Threading: see the suite. */
@EnabledIf("org.apiaryfs.fuse.testing.JnrSuiteTest#isInstalled")
class JnrLifecycleTest extends LifecycleSuite {
    @Override
    List<String> optionArguments() {
        return List.of("backend=jnr");
    }
}
