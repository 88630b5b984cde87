package org.apiaryfs.daemons.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A daemon's configuration file, edited in place: comments and order stay as they are. Immutable. */
record ConfigFile(List<String> lines) {
    private static final Pattern SET = Pattern.compile("\\s*(\\w+)\\s*=(.*)");
    private static final Pattern SHOWN = Pattern.compile("\\s*#\\s*(\\w+)\\s*=.*");

    ConfigFile {
        lines = List.copyOf(lines);
    }

    static ConfigFile parse(String text) {
        return new ConfigFile(text.lines().toList());
    }

    /** What a key is set to; empty if it isn't, or to nothing. Of several lines the last counts. */
    Optional<String> value(String key) {
        Optional<String> value = Optional.empty();
        for (String line : lines) {
            Matcher matcher = SET.matcher(line);
            if (matcher.matches() && matcher.group(1).equals(key)) {
                value = Optional.of(matcher.group(2).strip()).filter(text -> !text.isEmpty());
            }
        }
        return value;
    }

    /** With another value: where the key is set, else below the comment that shows it, else at the end. */
    ConfigFile with(String key, String value) {
        int place = place(key, SET);
        int shown = place(key, SHOWN);
        List<String> edited = new ArrayList<>(lines);
        String line = key + " = " + value;
        if (place >= 0) {
            edited.set(place, line);
        } else if (shown >= 0) {
            edited.set(shown, line);
        } else {
            edited.add(line);
        }
        return new ConfigFile(edited);
    }

    private int place(String key, Pattern pattern) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher matcher = pattern.matcher(lines.get(i));
            if (matcher.matches() && matcher.group(1).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
