package org.apiaryfs.fuse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the kernel offers FUSE over io_uring. Threading: stateless. */
final class Rings {
    private Rings() { }

    static boolean areEnabled() {
        try {
            return Files.readString(Path.of("/sys/module/fuse/parameters/enable_uring")).startsWith("Y");
        } catch (IOException e) { // an older kernel
            return false;
        }
    }
}
