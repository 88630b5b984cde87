package org.apiaryfs.ui.internal.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.core.runtime.Platform;
import org.osgi.framework.FrameworkUtil;

/** The pages of the help, which are in this bundle: one for each view, by the last word of its ID, and some more. Any thread. */
final class HelpPages {
    /** The page with the contents. */
    static final String CONTENTS = "contents";
    static final List<String> LANGUAGES = List.of("en", "zh_CN");

    private HelpPages() { }

    /** The page of this name in the user's language. */
    static Optional<Page> find(String name) {
        return find(language(), name);
    }

    private static String language() {
        return Platform.getNL().startsWith("zh") ? "zh_CN" : "en";
    }

    static Optional<Page> find(String language, String name) {
        return Optional.ofNullable(FrameworkUtil.getBundle(HelpPages.class).getEntry("help/" + language + "/" + name + ".md")).map(HelpPages::read);
    }

    /** The names of all pages. */
    static Stream<String> names() {
        return names(language());
    }

    /** The names of all pages of a language. */
    static Stream<String> names(String language) {
        return Collections.list(FrameworkUtil.getBundle(HelpPages.class).findEntries("help/" + language, "*.md", false)).stream()
                .map(file -> file.getPath().replaceAll(".*/|\\.md$", ""));
    }

    private static Page read(URL place) {
        try (InputStream in = place.openStream()) {
            return Markdown.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a page of this bundle can't be read: " + place, e);
        }
    }
}
