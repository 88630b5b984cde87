package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osgi.framework.Bundle;

/** Whether the suite's texts are there in all languages. */
class MessagesTest {
    private static final List<String> PLATFORM = List.of("org.eclipse.jface", "org.eclipse.ui.workbench", "org.eclipse.e4.ui.workbench.renderers.swt",
            "org.eclipse.e4.ui.workbench.addons.swt", "org.eclipse.ui");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    private static Stream<Bundle> bundles() {
        return Stream.of("org.apiaryfs.ui", "org.apiaryfs.ui.charts", "org.apiaryfs.ui.monitoring", "org.apiaryfs.ui.administration").map(Platform::getBundle);
    }

    @TestFactory
    Stream<DynamicTest> allTextsAreThereInBothLanguages() {
        return bundles().flatMap(bundle -> classes(bundle).stream()).map(type -> DynamicTest.dynamicTest(type.getName(), () -> check(type)));
    }

    private static void check(Class<?> type) throws IOException {
        Map<String, String> english = texts(type.getResource("messages.properties"));
        Map<String, String> chinese = texts(type.getResource("messages_zh_CN.properties"));
        Set<String> fields = Arrays.stream(type.getFields()).filter(field -> field.getDeclaringClass() == type)
                .map(field -> field.getName()).collect(Collectors.toSet());

        assertEquals(fields, english.keySet());
        assertEquals(fields, chinese.keySet());
        english.forEach((key, text) -> assertEquals(places(text), places(chinese.get(key)), key));
    }

    @Test
    void textsAreRead() {
        assertFalse(Messages.Dialog_title.startsWith(NLS.class.getSimpleName()), Messages.Dialog_title);
        assertTrue(bundles().anyMatch(bundle -> classes(bundle).size() > 0));
    }

    @TestFactory
    Stream<DynamicTest> allLabelsOfThePlatformAreThereInBothLanguages() {
        return bundles().filter(bundle -> bundle.getEntry("plugin.properties") != null).map(bundle -> DynamicTest.dynamicTest(bundle.getSymbolicName(),
                () -> assertEquals(texts(bundle.getEntry("plugin.properties")).keySet(), texts(bundle.getEntry("plugin_zh_CN.properties")).keySet())));
    }

    /** Fragments bring texts of Eclipse that users of this product see. */
    @TestFactory
    Stream<DynamicTest> chineseTextsOfThePlatformFitTheEnglishOnes() {
        return PLATFORM.stream().map(host -> DynamicTest.dynamicTest(host, () -> {
            Bundle platform = Platform.getBundle(host);
            Bundle chinese = Stream.of(Platform.getFragments(platform)).filter(fragment -> fragment.getSymbolicName().startsWith("org.apiaryfs.nl.")).findFirst().orElseThrow();
            List<URL> files = Collections.list(chinese.findEntries("/", "*_zh_CN.properties", true));
            assertFalse(files.isEmpty());
            for (URL file : files) {
                Map<String, String> english = texts(platform.getEntry(file.getPath().replace("_zh_CN", "")));
                texts(file).forEach((key, text) -> {
                    assertTrue(english.containsKey(key), () -> file.getPath() + ": " + key);
                    assertTrue(places(english.get(key)).containsAll(places(text)), () -> file.getPath() + ": " + key);
                });
            }
        }));
    }

    @Test
    void buttonsOfThePlatformAreChinese() {
        var texts = ResourceBundle.getBundle("org.eclipse.jface.messages", Locale.SIMPLIFIED_CHINESE, JFaceResources.class.getClassLoader());
        assertEquals("取消", texts.getString("cancel"));
        assertEquals("Shift", texts.getString("Shift"), "what isn't translated is English");
    }

    /** The classes of texts: one in each package that has any. */
    private static List<Class<?>> classes(Bundle bundle) {
        Enumeration<URL> found = bundle.findEntries("/", "Messages.class", true);
        return found == null ? List.of() : Collections.list(found).stream().<Class<?>>map(url -> {
            String path = url.getPath();
            String name = path.substring(path.indexOf("org/apiaryfs/"), path.length() - ".class".length()).replace('/', '.');
            try {
                return bundle.loadClass(name);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(name, e);
            }
        }).toList();
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(match -> match.group()).collect(Collectors.toSet());
    }

    private static Map<String, String> texts(URL place) throws IOException {
        var texts = new Properties();
        try (InputStream in = place.openStream()) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, texts::getProperty));
    }
}
