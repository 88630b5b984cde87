package org.apiaryfs.ui.internal.welcome;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiaryfs.admin.ClusterAddress;

/**
 * What there is of a cluster on this computer. Immutable.
 *
 * @param directory where it is, or would be
 * @param runs whether any part of it runs
 * @param address its management daemon; empty if there is no cluster yet
 */
record LocalState(Path directory, boolean runs, Optional<ClusterAddress> address) {
    /**
     * Reads what {@code apiary-local status --json} prints, whose keys are stable.
     *
     * @throws IllegalArgumentException if that is something else
     */
    static LocalState parse(String json) {
        Path directory = value(json, "dir").map(Path::of).orElseThrow(() -> new IllegalArgumentException("not the state of a local cluster: " + json));
        String state = value(json, "state").orElse("none");
        return new LocalState(directory, state.equals("running") || state.equals("partly"), value(json, "mgmtdPort").map(port ->
                new ClusterAddress(value(json, "mgmtdHost").orElse("127.0.0.1"), Integer.parseInt(port), value(json, "authFile").map(Path::of))));
    }

    /** The first value of a key, which is a text or a number. */
    private static Optional<String> value(String json, String key) {
        Matcher found = Pattern.compile("\"" + key + "\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\d+))").matcher(json);
        return found.find() ? Optional.of(found.group(1) != null ? found.group(1).replaceAll("\\\\(.)", "$1") : found.group(2)) : Optional.empty();
    }
}
