package org.apiaryfs.client;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Kinds of file events that a client can report to the servers' logs (spec meta §14.10). */
public enum EventClass {
    /** fsync, and close of a file that may have been written. */
    FLUSH,
    /** A file's length was set. */
    TRUNC,
    /** Mode, owner or times were set. */
    SETATTR,
    /** A file that was open for writing was closed. */
    CLOSE,
    /** Names were made, removed or moved. */
    LINK_OP,
    /** A file was opened for reading. */
    READ;

    private static final String NOTHING = "none";

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Words as in the configuration, separated by comma or, where commas separate mount options, by plus.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    static Set<EventClass> parse(String text) {
        Set<EventClass> classes = EnumSet.noneOf(EventClass.class);
        for (String word : text.split("[,+]")) {
            String trimmed = word.strip();
            if (!trimmed.isEmpty() && !trimmed.equalsIgnoreCase(NOTHING)) {
                classes.add(Arrays.stream(values()).filter(c -> c.word().equalsIgnoreCase(trimmed)).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("'" + trimmed + "' is no class of events; choose from "
                                + NOTHING + ", " + String.join(", ", words()))));
            }
        }
        return classes;
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(EventClass::word).toList();
    }
}
