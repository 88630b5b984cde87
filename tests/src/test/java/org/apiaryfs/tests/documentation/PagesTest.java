package org.apiaryfs.tests.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.mgmt.MgmtKeys;
import org.apiaryfs.storage.StorageConfig;
import org.apiaryfs.tests.support.Repository;
import org.junit.jupiter.api.Test;

/** The pages name nothing that isn't there. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("\\[[^]]+]\\(([^)#:]*)(?:#([^)]*))?\\)");
    private static final Pattern KEY = Pattern.compile("\\b(?:conn|sys|tune|store|quota)[A-Z][A-Za-z]+");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int[] links = new int[1];
        everyMatch(LINK, (page, match) -> {
            links[0]++;
            Path target = match.group(1).isEmpty() ? page : page.resolveSibling(match.group(1));
            if (!Files.exists(target) || match.group(2) != null && !headings(target).contains(match.group(2))) {
                broken.add(page.getFileName() + ": " + match.group());
            }
        });
        assertEquals(List.of(), broken);
        assertTrue(links[0] > 0, "links are found");
    }

    @Test
    void configurationKeysExist() throws IOException {
        Set<String> known = Stream.of(MgmtKeys.schema(), MetaConfig.schema(), StorageConfig.schema(), ClientKeys.schema())
                .flatMap(schema -> Stream.concat(schema.keys().stream().map(ConfigKey::name), schema.ignored().stream()))
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        everyMatch(KEY, (page, match) -> {
            if (!known.contains(match.group())) {
                unknown.add(page.getFileName() + ": " + match.group());
            }
        });
        assertEquals(Set.of(), unknown);
    }

    private static void everyMatch(Pattern pattern, BiConsumer<Path, Matcher> action) throws IOException {
        for (Path page : pages()) {
            Matcher match = pattern.matcher(Files.readString(page));
            while (match.find()) {
                action.accept(page, match);
            }
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Repository.root().resolve("docs"))) {
            return Stream.concat(docs, Stream.of("README.md", "CHANGELOG.md").map(Repository.root()::resolve))
                    .filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    /** Anchors of a page's headings. */
    private static Set<String> headings(Path page) {
        try {
            return HEADING.matcher(Files.readString(page)).results()
                    .map(heading -> heading.group(1).toLowerCase().replaceAll("[^a-z0-9 -]", "").replace(' ', '-')).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
