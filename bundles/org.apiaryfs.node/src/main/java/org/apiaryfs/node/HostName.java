package org.apiaryfs.node;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name that a node has if its administrator gave it none: the kernel's node name, not shortened (spec mgmtd §10.1). Stateless. */
public final class HostName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /**
     * The name; asks the name service only on systems whose kernel doesn't tell.
     *
     * @throws StartException if this host has none
     */
    public static String current() throws StartException {
        try {
            String name = Files.exists(KERNEL)
                    ? Files.readString(KERNEL, StandardCharsets.ISO_8859_1).strip()
                    : InetAddress.getLocalHost().getHostName();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException e) {
            throw new StartException("the name of this host can't be found (" + e.getMessage() + "); write a name into the file nodeID of the store directory", e);
        }
        throw new StartException("this host has no name; write one into the file nodeID of the store directory");
    }
}
