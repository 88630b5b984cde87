package org.apiaryfs.daemons.ctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.Mounts;

/** Which entry of the cluster's file system a path on the command line means. Stateless. */
public final class EntryPath {
    private EntryPath() {}

    /**
     * A path within a mount of the cluster, be it by way of symbolic links elsewhere, means what is seen there; any other absolute
     * path, and every path with {@code unmounted}, counts from the root of the cluster's file system. All are written as
     * {@link org.apiaryfs.admin.EntryName} says.
     */
    public static String resolve(String argument, boolean unmounted) throws CtlException {
        if (unmounted) {
            return argument.startsWith("/") ? argument : "/" + argument;
        }
        return mounted(argument).map(m -> "/" + m.mount.relativize(m.path)).orElseGet(absolute(argument)::toString);
    }

    /** The mount of a cluster that a path is in. */
    public static Optional<Path> mountOf(String argument) throws CtlException {
        return mounted(argument).map(Mounted::mount);
    }

    /** A path without links on the way, and the mount that it is in. */
    private record Mounted(Path mount, Path path) {}

    private static Optional<Mounted> mounted(String argument) throws CtlException {
        List<Path> mounts;
        try {
            mounts = Mounts.ofClusters();
        } catch (IOException e) {
            throw new CtlException("the table of mounts can't be read: " + e.getMessage());
        }
        Path path = absolute(argument);
        return in(mounts, path).or(() -> real(path.getParent()).flatMap(parent -> in(mounts, parent.resolve(path.getFileName()))))
                .or(() -> real(path).flatMap(target -> in(mounts, target)));
    }

    private static Optional<Mounted> in(List<Path> mounts, Path path) {
        return mounts.stream().filter(path::startsWith).max(Comparator.comparingInt(Path::getNameCount)).map(mount -> new Mounted(mount, path));
    }

    /** Where links lead; empty if there is nothing. */
    private static Optional<Path> real(Path path) {
        try {
            return path == null ? Optional.empty() : Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path absolute(String argument) {
        return Path.of(argument).toAbsolutePath().normalize();
    }
}
