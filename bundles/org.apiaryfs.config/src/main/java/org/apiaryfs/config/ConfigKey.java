package org.apiaryfs.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One setting: its name, type, default and meaning. Immutable.
 *
 * @param name as written in files and on the command line, BeeGFS's where the meaning is the same
 * @param defaultText default in the form of a file; "" may stand for "not set"
 * @param form what a value looks like, for messages and help
 * @param parser text to value
 * @param help one sentence for operators
 */
public record ConfigKey<T>(String name, String defaultText, String form, Parser<T> parser, String help) {
    /** Parses a value; the exception's message says what is expected. */
    @FunctionalInterface
    public interface Parser<T> {
        /** @throws IllegalArgumentException if the text isn't a value */
        T parse(String text);
    }

    public static ConfigKey<String> text(String name, String defaultText, String help) {
        return new ConfigKey<>(name, defaultText, "text", t -> t, help);
    }

    /** Empty text is no path. */
    public static ConfigKey<Optional<Path>> path(String name, String defaultText, String help) {
        return new ConfigKey<>(name, defaultText, "path", t -> t.isEmpty() ? Optional.empty() : Optional.of(Path.of(t)), help);
    }

    /** Comma-separated, trimmed, empty elements dropped. */
    public static ConfigKey<List<String>> list(String name, String defaultText, String help) {
        return new ConfigKey<>(name, defaultText, "comma-separated list", ConfigKey::split, help);
    }

    static List<String> split(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
    }

    /**
     * As BeeGFS reads it: empty, 1, y, on, yes, true are true. Unlike there, only 0, n, off, no,
     * false are false, so that a typing error isn't taken for a no.
     */
    public static ConfigKey<Boolean> bool(String name, boolean defaultValue, String help) {
        return new ConfigKey<>(name, Boolean.toString(defaultValue), "true or false", t -> switch (t.toLowerCase(Locale.ROOT)) {
            case "", "1", "y", "on", "yes", "true" -> true;
            case "0", "n", "off", "no", "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        }, help);
    }

    public static ConfigKey<Integer> number(String name, int defaultValue, int min, int max, String help) {
        String form = "number " + min + ".." + max;
        return new ConfigKey<>(name, Integer.toString(defaultValue), form, t -> {
            try {
                int value = Integer.parseInt(t);
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // falls through to the one message
            }
            throw new IllegalArgumentException("expected a " + form);
        }, help);
    }

    /** A port; 0 keeps the default. */
    public static ConfigKey<Integer> port(String name, int defaultPort, String help) {
        ConfigKey<Integer> number = number(name, defaultPort, 0, 65535, help);
        return new ConfigKey<>(name, number.defaultText, "port", t -> {
            int port = number.parser.parse(t);
            return port == 0 ? defaultPort : port;
        }, help);
    }

    /** Bytes or counts, with k, m, g, t, p, e for powers of 1024. */
    public static ConfigKey<Long> size(String name, String defaultText, String help) {
        return new ConfigKey<>(name, defaultText, "size such as 64k, 4m, 1g", ConfigKey::parseSize, help);
    }

    static long parseSize(String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        int power = digits.isEmpty() ? -1 : "kmgtpe".indexOf(digits.charAt(digits.length() - 1));
        if (power >= 0) {
            digits = digits.substring(0, digits.length() - 1);
        }
        try {
            long value = Long.parseLong(digits.trim());
            long factor = 1L << 10 * (power + 1);
            if (value >= 0) {
                return Math.multiplyExact(value, factor);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // falls through to the one message
        }
        throw new IllegalArgumentException("expected a size such as 65536, 64k, 4m, 1g (powers of 1024)");
    }

    /** One of the constants of an enum, written without regard to case and underscores. */
    public static <E extends Enum<E>> ConfigKey<E> choice(String name, E defaultValue, String help) {
        E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
        String form = String.join(" | ", Arrays.stream(constants).map(ConfigKey::spelling).toList());
        return new ConfigKey<>(name, spelling(defaultValue), form, t -> Arrays.stream(constants)
                .filter(c -> spelling(c).equalsIgnoreCase(t)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of " + form)), help);
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace("_", "");
    }
}
