package org.apiaryfs.daemons.ctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.apiaryfs.admin.Mounts;

/** Which entry of the cluster's file system a path on the command line means. Stateless. */
public final class EntryPath {
    private EntryPath() {}

    /**
     * A path within a mount of the cluster means what is seen there; any other absolute path, and every
     * path with {@code unmounted}, counts from the root of the cluster's file system.
     */
    public static String resolve(String argument, boolean unmounted) throws CtlException {
        if (unmounted) {
            return argument.startsWith("/") ? argument : "/" + argument;
        }
        Path path = absolute(argument);
        return mountOf(argument).map(mount -> "/" + mount.relativize(path)).orElseGet(path::toString);
    }

    /** The mount of a cluster that a path is in. */
    public static Optional<Path> mountOf(String argument) throws CtlException {
        try {
            return Mounts.ofClusters().stream().filter(absolute(argument)::startsWith).max(Comparator.comparingInt(Path::getNameCount));
        } catch (IOException e) {
            throw new CtlException("the table of mounts can't be read: " + e);
        }
    }

    private static Path absolute(String argument) {
        return Path.of(argument).toAbsolutePath().normalize();
    }
}
