package org.apiaryfs.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of a package for people, in their language: {@code messages.properties} beside a class, in English, and over it those
 * of the language and the country, such as {@code messages_zh_CN.properties}. In the desktop suite its locale is the default one
 * when the bundles start; programs of the command line are English. Immutable.
 *
 * <p>{@code {0}} stands for the first argument, as it is: numbers have no separators, and quotation marks no meaning.
 */
public final class Sentences {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private final Properties texts;

    private Sentences(Properties texts) {
        this.texts = texts;
    }

    /** Those beside a class, in the language of this program. */
    public static Sentences beside(Class<?> type) {
        return beside(type, Locale.getDefault(Locale.Category.DISPLAY));
    }

    /**
     * Those beside a class, in a language. Not by a {@link java.util.ResourceBundle}, for that takes the default locale's texts
     * where a language, such as English, has none of its own.
     */
    public static Sentences beside(Class<?> type, Locale locale) {
        Properties texts = new Properties();
        for (String suffix : List.of("", "_" + locale.getLanguage(), "_" + locale.getLanguage() + "_" + locale.getCountry())) {
            read(type, "messages" + suffix + ".properties", texts);
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("there are no texts beside " + type.getName());
        }
        return new Sentences(texts);
    }

    private static void read(Class<?> type, String name, Properties into) {
        try (InputStream in = type.getResourceAsStream(name)) {
            if (in != null) {
                into.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A text with its arguments.
     *
     * @throws IllegalArgumentException if there is no such text
     */
    public String of(String key, Object... arguments) {
        String text = Optional.ofNullable(texts.getProperty(key)).orElseThrow(() -> new IllegalArgumentException("no text " + key));
        return arguments.length == 0 ? text
                : PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(String.valueOf(arguments[Integer.parseInt(place.group(1))])));
    }

    /** A text with a full stop, if it doesn't end like a sentence yet. */
    public static String ended(String text) {
        return text.isEmpty() || ".?。？".indexOf(text.charAt(text.length() - 1)) < 0 ? Texts.of("text_ended", text) : text;
    }

    /** A sentence of a phrase, such as exceptions about input have. */
    public static String whole(String phrase) {
        return ended(Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1));
    }
}
