package org.apiaryfs.tests.documentation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.config.ConfigSchema;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.mgmt.MgmtKeys;
import org.apiaryfs.storage.StorageConfig;
import org.junit.jupiter.api.Test;

/** docs/configuration.md tells all keys that there are, and what is true of them. */
class ConfigurationPageTest {
    private static final Page PAGE = Page.of("configuration.md");
    private static final List<String> PROGRAMS = List.of("mgmtd", "meta", "storage", "mount");
    private static final List<String> DAEMONS = PROGRAMS.subList(0, 3);
    private static final Map<String, ConfigSchema> SCHEMAS = Map.of(
            "mgmtd", MgmtKeys.schema(),
            "meta", MetaConfig.schema(),
            "storage", StorageConfig.schema(),
            "mount", ClientKeys.schema());

    @Test
    void keysOfAllPrograms() throws IOException {
        PAGE.has("all programs", table("mgmtd", key -> sameIn(key, PROGRAMS)));
    }

    @Test
    void keysOfAllDaemons() throws IOException {
        PAGE.has("all daemons", table("mgmtd", key -> sameIn(key, DAEMONS) && !sameIn(key, PROGRAMS)));
    }

    @Test
    void keysOfEachProgram() throws IOException {
        for (String daemon : DAEMONS) {
            PAGE.has(daemon, table(daemon, key -> !sameIn(key, DAEMONS)));
        }
        PAGE.has("mount", table("mount", key -> !sameIn(key, PROGRAMS)));
    }

    @Test
    void keysWithoutEffect() throws IOException {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        SCHEMAS.values().forEach(schema -> names.addAll(schema.ignored()));
        List<String> lines = new ArrayList<>(List.of("| key | ignored by |", "|---|---|"));
        for (String name : names) {
            List<String> programs = PROGRAMS.stream().filter(program -> SCHEMAS.get(program).ignored().contains(name)).toList();
            lines.add(Page.row("`" + name + "`", programs.equals(PROGRAMS) ? "all" : String.join(", ", programs)));
        }
        PAGE.has("ignored", lines);
    }

    private static boolean sameIn(ConfigKey<?> key, List<String> programs) {
        return programs.stream().map(SCHEMAS::get).allMatch(schema -> schema.keys().stream().anyMatch(
                other -> facts(other).equals(facts(key))));
    }

    private static List<String> facts(ConfigKey<?> key) {
        return List.of(key.name(), key.defaultText(), key.form(), key.help());
    }

    private static List<String> table(String program, Predicate<ConfigKey<?>> which) {
        List<String> lines = new ArrayList<>(List.of("| key | default | form | meaning |", "|---|---|---|---|"));
        SCHEMAS.get(program).keys().stream().filter(which).map(key -> Page.row("`" + key.name() + "`",
                key.defaultText().isEmpty() ? "(not set)" : "`" + key.defaultText() + "`", inCell(key.form()), inCell(key.help())))
                .forEach(lines::add);
        return lines;
    }

    /** A bar would end the table's cell. */
    private static String inCell(String text) {
        return text.replace(" | ", ", ");
    }
}
