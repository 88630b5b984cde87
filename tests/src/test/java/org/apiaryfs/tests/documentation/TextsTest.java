package org.apiaryfs.tests.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.Repository;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whether the texts of bundles without a user interface are there in all languages. Those of the desktop suite have a test there. */
class TextsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    /** Keys of texts are the only words in quotation marks with an underscore between small beginnings. */
    private static final Pattern KEY = Pattern.compile("\"([a-z][A-Za-z]*_[a-z][A-Za-z]*)\"");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    /** Those of errors are found by the names of the errors; SentencesTest looks at them. */
    private static final String ERRORS = "error_";

    @TestFactory
    Stream<DynamicTest> textsAreThereInBothLanguagesAndUsed() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Repository.root().resolve("bundles"))) {
            files = all.filter(file -> file.endsWith("messages.properties") && file.toString().contains("/" + RESOURCES + "/")).toList();
        }
        assertFalse(files.isEmpty());
        return files.stream().map(file -> DynamicTest.dynamicTest(Repository.root().relativize(file).toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        Map<String, String> english = texts(file);
        Map<String, String> chinese = texts(file.resolveSibling("messages_zh_CN.properties"));
        assertEquals(english.keySet(), chinese.keySet());
        english.forEach((key, text) -> assertEquals(places(text), places(chinese.get(key)), key));
        assertEquals(used(Path.of(file.getParent().toString().replace(RESOURCES.toString(), "src/main/java"))),
                english.keySet().stream().filter(key -> !key.startsWith(ERRORS)).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<String> used(Path sources) throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                KEY.matcher(COMMENT.matcher(Files.readString(file)).replaceAll("")).results().map(match -> match.group(1)).forEach(keys::add);
            }
        }
        return keys;
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Map<String, String> texts(Path file) throws IOException {
        Properties texts = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            texts.load(in);
        }
        return texts.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, texts::getProperty, (a, b) -> a, TreeMap::new));
    }
}
