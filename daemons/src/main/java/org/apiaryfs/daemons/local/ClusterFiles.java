package org.apiaryfs.daemons.local;

import java.nio.file.Path;

/**
 * Where a local cluster keeps what, below one directory. Immutable.
 *
 * @param root absolute
 */
public record ClusterFiles(Path root) {
    /** The directory of a cluster unless told otherwise: below /var/lib for root, below the home directory else. */
    public static ClusterFiles ofDefault() {
        if (ProcessRef.effectiveUser() == 0) {
            return new ClusterFiles(Path.of("/var/lib/apiary-local"));
        }
        String data = System.getenv("XDG_DATA_HOME");
        Path share = data == null || data.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "share") : Path.of(data);
        return new ClusterFiles(share.resolve("apiary").resolve("cluster"));
    }

    public static ClusterFiles of(Path directory) {
        return new ClusterFiles(directory.toAbsolutePath().normalize());
    }

    /** What the cluster consists of. */
    public Path plan() {
        return root.resolve("cluster.json");
    }

    /** What was started. */
    Path processes() {
        return root.resolve("run.json");
    }

    /** Held while up or down is at work. */
    Path lock() {
        return root.resolve("lock");
    }

    /** The shared secret. */
    public Path secret() {
        return root.resolve("secret");
    }

    Path config(String program) {
        return root.resolve("conf").resolve(program + ".conf");
    }

    Path log(String program) {
        return root.resolve("log").resolve(program + ".log");
    }

    /** What a program wrote to standard error. */
    Path errors(String program) {
        return root.resolve("log").resolve(program + ".err");
    }

    Path data(String program) {
        return root.resolve("data").resolve(program);
    }

    Path target(String program, int number) {
        return data(program).resolve("target" + number);
    }

    Path defaultMount() {
        return root.resolve("mnt");
    }
}
