package org.apiaryfs.fuse.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Switches FUSE over io_uring on for a test class, as root may on kernels that have it (since Linux 6.14), and back
 * afterwards. On older kernels the class is aborted, saying so. Threading: one class at a time.
 */
final class Rings implements BeforeAllCallback, AfterAllCallback {
    private static final Path SWITCH = Path.of("/sys/module/fuse/parameters/enable_uring");

    private boolean switchedOn;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        assumeTrue(Files.exists(SWITCH), "this kernel has no FUSE over io_uring");
        if (!Files.readString(SWITCH).startsWith("Y")) {
            Files.writeString(SWITCH, "Y");
            switchedOn = true;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (switchedOn) {
            Files.writeString(SWITCH, "N");
        }
    }
}
