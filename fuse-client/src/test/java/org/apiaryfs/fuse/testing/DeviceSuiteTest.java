package org.apiaryfs.fuse.testing;

import org.apiaryfs.fuse.MountOptions;

/** The suite on the direct back end by the device. Threading: see the suite. */
class DeviceSuiteTest extends MemoryMountSuite {
    @Override
    MountOptions options() {
        return MountOptions.DEFAULTS.with(o -> o.transport = MountOptions.Transport.DEVICE);
    }
}
