package org.apiaryfs.fuse.testing;

import java.util.List;

/** Mounts served by the device. Threading: see the suite. */
class DeviceLifecycleTest extends DirectLifecycleSuite {
    @Override
    List<String> optionArguments() {
        return List.of("transport=device");
    }
}
