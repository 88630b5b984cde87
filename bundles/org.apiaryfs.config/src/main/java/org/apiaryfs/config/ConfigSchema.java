package org.apiaryfs.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The keys that a program knows, in the order of its help. Immutable, thread-safe. */
public final class ConfigSchema {
    private final Map<String, ConfigKey<?>> keys;
    private final Set<String> ignored;

    private ConfigSchema(Map<String, ConfigKey<?>> keys, Set<String> ignored) {
        this.keys = keys;
        this.ignored = ignored;
    }

    /**
     * @param keys the keys, names unique
     * @param ignored names that BeeGFS's files may hold but that have no meaning here; accepted
     *     without a word so that such files can be used as they are
     */
    public static ConfigSchema of(Collection<? extends ConfigKey<?>> keys, Collection<String> ignored) {
        Map<String, ConfigKey<?>> map = new LinkedHashMap<>();
        for (ConfigKey<?> key : keys) {
            if (map.put(key.name(), key) != null) {
                throw new IllegalArgumentException("two keys named " + key.name());
            }
        }
        return new ConfigSchema(map, Set.copyOf(ignored));
    }

    public Collection<ConfigKey<?>> keys() {
        return keys.values();
    }

    /** Names that are accepted without a word and have no effect, sorted. */
    public SortedSet<String> ignored() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(ignored));
    }

    Optional<ConfigKey<?>> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    boolean ignores(String name) {
        return ignored.contains(name);
    }

    /** The known key whose name is closest to a misspelt one, if any is close. */
    Optional<String> nearest(String name) {
        String best = null;
        int bestDistance = Math.max(3, name.length() / 3) + 1;
        for (String candidate : keys.keySet()) {
            int distance = distance(name.toLowerCase(), candidate.toLowerCase());
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j - 1], diagonal));
            }
        }
        return row[b.length()];
    }

    /** All keys with form, default and meaning, a few lines each. */
    public String help() {
        List<String> lines = new ArrayList<>();
        for (ConfigKey<?> key : keys.values()) {
            lines.add("  " + key.name() + " = " + (key.defaultText().isEmpty() ? "(not set)" : key.defaultText()));
            lines.add("      " + key.help() + " [" + key.form() + "]");
        }
        return String.join("\n", lines) + "\n";
    }
}
