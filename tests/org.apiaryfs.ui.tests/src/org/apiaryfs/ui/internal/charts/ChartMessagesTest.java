package org.apiaryfs.ui.internal.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.ui.charts.internal.Messages;
import org.junit.jupiter.api.Test;

class ChartMessagesTest {
    @Test
    void everyTextIsThereInBothLanguages() throws IOException {
        Set<String> wanted = Stream.of(Messages.class.getFields())
                .filter(field -> field.getDeclaringClass() == Messages.class && Modifier.isStatic(field.getModifiers()))
                .map(field -> field.getName()).collect(Collectors.toCollection(TreeSet::new));
        Properties english = texts("messages.properties");
        Properties chinese = texts("messages_zh_CN.properties");

        assertEquals(wanted, new TreeSet<>(english.stringPropertyNames()));
        assertEquals(wanted, new TreeSet<>(chinese.stringPropertyNames()));
        wanted.forEach(key -> assertEquals(english.getProperty(key).contains("{0}"), chinese.getProperty(key).contains("{0}"), key));
        assertTrue(chinese.getProperty("time").codePoints().allMatch(Character::isIdeographic), "read as it is meant");
    }

    private static Properties texts(String name) throws IOException {
        var texts = new Properties();
        try (var in = Messages.class.getResourceAsStream(name)) {
            texts.load(in);
        }
        return texts;
    }
}
