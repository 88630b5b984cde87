package org.apiaryfs.tests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster that runs already, of whatever make. The caller of the tests names it by system
 * properties:
 *
 * <table>
 * <caption>Properties</caption>
 * <tr><td>{@code apiary.cluster}</td><td>HOST:PORT of its management daemon</td></tr>
 * <tr><td>{@code apiary.cluster.authFile}</td><td>file with the shared secret; without it, authentication is off</td></tr>
 * </table>
 *
 * The tests fill directories of their own below its root and leave everything else alone. Not thread-safe.
 */
public final class GivenCluster implements MountableCluster {
    private static final String ADDRESS = "apiary.cluster";

    private final Path directory;
    private final String address;
    private final List<Mount> mounts = new ArrayList<>();

    /** @param directory for logs and mount points */
    public GivenCluster(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        // Other users have to get to the mount points; the directories of temporary files are their maker's alone.
        Files.setPosixFilePermissions(directory.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        this.address = System.getProperty(ADDRESS, "");
        if (!address.matches(".+:\\d+")) {
            throw new IllegalStateException("set the property " + ADDRESS + " to HOST:PORT of the management daemon");
        }
    }

    @Override
    public Mount mount(String... options) throws Exception {
        String port = address.substring(address.lastIndexOf(':') + 1);
        List<String> words = new ArrayList<>(List.of("connMgmtdPortTCP=" + port, "connMgmtdPortUDP=" + port,
                "connClientPortUDP=" + Ports.range(1), "sysXAttrsEnabled=true"));
        String secret = System.getProperty("apiary.cluster.authFile", "");
        words.add(secret.isEmpty() ? "connDisableAuthentication=true" : "connAuthFile=" + secret);
        words.addAll(List.of(options));
        Mount mount = new Mount(directory.resolve("mnt" + (mounts.size() + 1)), address, directory, words);
        mounts.add(mount);
        mount.start();
        return mount;
    }

    @Override
    public void close() throws Exception {
        for (Mount mount : mounts.reversed()) {
            mount.close();
        }
    }
}
