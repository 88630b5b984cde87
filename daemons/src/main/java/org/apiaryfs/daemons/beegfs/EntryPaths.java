package org.apiaryfs.daemons.beegfs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.EntryName;
import org.apiaryfs.daemons.ctl.CtlException;
import org.apiaryfs.daemons.ctl.EntryPath;

/**
 * The entries that a mode is for: one path, or {@code -} for the lines of standard input (spec admin §3.4). Immutable.
 *
 * @param word as on the command line
 * @param unmounted whether paths count from the root of the cluster's file system
 * @param separator what ends a path in the input
 */
record EntryPaths(String word, boolean unmounted, char separator) {
    private static final String INPUT = "-";

    /** Takes the path and {@code --unmounted}. */
    static EntryPaths take(ModeArguments a) throws ModeException {
        boolean unmounted = a.flag("unmounted");
        return new EntryPaths(a.word("path"), unmounted, '\n');
    }

    /** The same where paths may be separated by NUL. */
    static EntryPaths takeWithNull(ModeArguments a) throws ModeException {
        char separator = a.flag("null") ? '\0' : '\n';
        EntryPaths paths = take(a);
        return new EntryPaths(paths.word, paths.unmounted, separator);
    }

    /** Whether there may be several. */
    boolean fromInput() {
        return word.equals(INPUT);
    }

    /** Paths from the root of the cluster's file system. */
    List<String> resolved(ModeRun run) throws ModeException {
        List<String> paths = new ArrayList<>();
        for (String path : fromInput() ? read(run.reader()) : List.of(word)) {
            paths.add(resolve(path));
        }
        return paths;
    }

    /** An entry's path in the form of the command line: below the word that was given for the start. */
    String shown(String start, String found) {
        return fromInput() ? found : (word.equals("/") ? "" : word.replaceAll("(?<=.)/+$", "")) + found.substring(start.equals("/") ? 0 : start.length());
    }

    /** The mount that the word is in. */
    Optional<Path> mount() throws ModeException {
        try {
            return unmounted || fromInput() ? Optional.empty() : EntryPath.mountOf(word);
        } catch (CtlException e) {
            throw new ModeException(ExitCode.FAILED, e.getMessage());
        }
    }

    private List<String> read(BufferedReader input) throws ModeException {
        List<String> paths = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        try {
            for (int c = input.read(); c >= 0; c = input.read()) {
                if (c != separator) {
                    path.append((char) c);
                } else if (!path.isEmpty()) {
                    paths.add(EntryName.of(path.toString()));
                    path.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new ModeException(ExitCode.FAILED, "Paths can't be read: " + e);
        }
        if (!path.isEmpty()) {
            paths.add(EntryName.of(path.toString()));
        }
        return paths;
    }

    private String resolve(String path) throws ModeException {
        try {
            return EntryPath.resolve(path, unmounted);
        } catch (CtlException e) {
            throw new ModeException(ExitCode.FAILED, e.getMessage());
        }
    }
}
