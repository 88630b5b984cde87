package org.apiaryfs.ui.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.apiaryfs.admin.ClusterAddress;

/**
 * The arguments of the command line that are ours: {@code --connect HOST:PORT [--auth-file FILE]}. Others belong to the
 * platform and are left alone. Immutable.
 *
 * @param connect the cluster to connect to at start
 */
record StartArguments(Optional<ClusterAddress> connect) {
    /** @throws IllegalArgumentException naming the argument that is wrong and what it should be */
    static StartArguments parse(String... arguments) {
        Optional<String> connect = Optional.empty();
        Optional<Path> authFile = Optional.empty();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--connect" -> connect = Optional.of(value(arguments, ++i, "HOST:PORT"));
                case "--auth-file" -> authFile = Optional.of(Path.of(value(arguments, ++i, "FILE")));
                default -> { }
            }
        }
        if (connect.isEmpty() && authFile.isPresent()) {
            throw new IllegalArgumentException("--auth-file needs --connect HOST:PORT");
        }
        Optional<Path> file = authFile;
        return new StartArguments(connect.map(text -> ClusterAddress.parse(text, file)));
    }

    private static String value(String[] arguments, int index, String what) {
        if (index >= arguments.length || arguments[index].startsWith("--")) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value: " + what);
        }
        return arguments[index];
    }
}
