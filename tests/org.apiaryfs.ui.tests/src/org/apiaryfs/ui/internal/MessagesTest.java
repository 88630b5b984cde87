package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.osgi.util.NLS;
import org.junit.jupiter.api.Test;

/** Whether texts are there in all languages. */
class MessagesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @Test
    void allTextsAreThereInBothLanguages() throws Exception {
        Map<String, String> english = texts("org/apiaryfs/ui/internal/messages.properties");
        Map<String, String> chinese = texts("org/apiaryfs/ui/internal/messages_zh_CN.properties");
        Set<String> fields = Arrays.stream(Messages.class.getFields()).map(Field::getName).collect(Collectors.toSet());

        assertEquals(fields, english.keySet());
        assertEquals(fields, chinese.keySet());
        english.forEach((key, text) -> assertEquals(places(text), places(chinese.get(key)), key));
        assertFalse(Messages.Dialog_title.startsWith(NLS.class.getSimpleName()), Messages.Dialog_title);
    }

    @Test
    void allLabelsOfThePlatformAreThereInBothLanguages() throws Exception {
        assertEquals(texts("plugin.properties").keySet(), texts("plugin_zh_CN.properties").keySet());
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(match -> match.group()).collect(Collectors.toSet());
    }

    private static Map<String, String> texts(String path) throws IOException {
        try (InputStream in = Messages.class.getClassLoader().getResourceAsStream(path)) {
            var bundle = new PropertyResourceBundle(in);
            return bundle.keySet().stream().collect(Collectors.toMap(Function.identity(), bundle::getString));
        }
    }
}
