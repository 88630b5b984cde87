package org.apiaryfs.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values of a schema's keys: defaults, over them a file, over that the command line (spec admin
 * §12.1). Every value is checked when the object is built. Immutable, thread-safe.
 */
public final class Config {
    /** Names the file on the command line. */
    public static final String FILE_KEY = "cfgFile";

    private final Map<String, Object> values;
    private final Map<String, String> given;
    private final List<String> warnings;

    private Config(Map<String, Object> values, Map<String, String> given, List<String> warnings) {
        this.values = values;
        this.given = given;
        this.warnings = List.copyOf(warnings);
    }

    /** A setting with the place it came from. */
    private record Entry(String key, String value, String origin) {}

    /**
     * Reads {@code key=value} words and the file that {@code cfgFile=} among them names.
     *
     * @throws ConfigException if the file can't be read, a word isn't of that form, or a value
     *     isn't of its key's form; an unknown key is only a {@linkplain #warnings() warning}
     */
    public static Config parse(ConfigSchema schema, List<String> words) throws ConfigException {
        List<Entry> overrides = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new ConfigException("'" + word + "' on the command line is not of the form key=value; --help lists the keys");
            }
            Entry entry = new Entry(word.substring(0, equals).trim(), word.substring(equals + 1).trim(), "command line");
            if (entry.key.equals(FILE_KEY)) {
                if (!entry.value.isEmpty()) {
                    entries.addAll(readFile(Path.of(entry.value)));
                }
            } else {
                overrides.add(entry);
            }
        }
        entries.addAll(overrides);
        return of(schema, entries);
    }

    private static List<Entry> readFile(Path file) throws ConfigException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new ConfigException("configuration file " + file + " does not exist; give its path with " + FILE_KEY + "=<path>");
        } catch (IOException e) {
            throw new ConfigException("configuration file " + file + " can't be read: " + e.getMessage());
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals).trim();
            String value = equals < 0 ? "" : line.substring(equals + 1).trim();
            entries.add(new Entry(key, value, file + " line " + (i + 1)));
        }
        return entries;
    }

    private static Config of(ConfigSchema schema, List<Entry> entries) throws ConfigException {
        Map<String, Object> values = new HashMap<>();
        for (ConfigKey<?> key : schema.keys()) {
            values.put(key.name(), key.parser().parse(key.defaultText()));
        }
        Map<String, String> given = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        for (Entry entry : entries) {
            ConfigKey<?> key = schema.key(entry.key).orElse(null);
            if (key == null) {
                if (!schema.ignores(entry.key)) {
                    warnings.add("unknown key '" + entry.key + "' (" + entry.origin + ") has no effect"
                            + schema.nearest(entry.key).map(n -> "; did you mean '" + n + "'?").orElse(""));
                }
                continue;
            }
            try {
                values.put(entry.key, key.parser().parse(entry.value));
                given.put(entry.key, entry.value);
            } catch (IllegalArgumentException e) {
                throw new ConfigException("bad value '" + entry.value + "' for " + entry.key + " (" + entry.origin + "): " + e.getMessage());
            }
        }
        return new Config(values, given, warnings);
    }

    /** The value of a key of the schema. */
    @SuppressWarnings("unchecked") // values are only put by the key's own parser
    public <T> T get(ConfigKey<T> key) {
        Object value = values.get(key.name());
        if (value == null) {
            throw new IllegalArgumentException("key " + key.name() + " is not in the schema");
        }
        return (T) value;
    }

    /** Keys that file or command line set, with their text, sorted; what differs from the defaults. */
    public Map<String, String> given() {
        return Map.copyOf(given);
    }

    /** Sentences about entries without effect, for the log. */
    public List<String> warnings() {
        return warnings;
    }
}
