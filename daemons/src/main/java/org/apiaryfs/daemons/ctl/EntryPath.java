package org.apiaryfs.daemons.ctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import org.apiaryfs.daemons.local.Mounts;

/** Which entry of the cluster's file system a path on the command line means. Stateless. */
final class EntryPath {
    private EntryPath() {}

    /**
     * A path within a mount of the cluster means what is seen there; any other absolute path, and every
     * path with {@code unmounted}, counts from the root of the cluster's file system.
     */
    static String resolve(String argument, boolean unmounted) throws CtlException {
        if (unmounted) {
            return argument.startsWith("/") ? argument : "/" + argument;
        }
        Path path = Path.of(argument).toAbsolutePath().normalize();
        try {
            return Mounts.ofApiary().stream().filter(path::startsWith).max(Comparator.comparingInt(Path::getNameCount))
                    .map(mount -> "/" + mount.relativize(path))
                    .orElseGet(() -> path.toString());
        } catch (IOException e) {
            throw new CtlException("the table of mounts can't be read: " + e);
        }
    }
}
