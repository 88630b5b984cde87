package org.apiaryfs.daemons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apiaryfs.config.Config;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The configuration files that are shipped. After a change of keys run this test with
 * {@code APIARY_WRITE_CONFIG=1} in the environment, which writes the files anew.
 */
class ConfigFilesTest {
    static List<Daemon> daemons() {
        return List.of(MgmtdMain.daemon(), MetaMain.daemon(), StorageMain.daemon());
    }

    private static Path file(Daemon daemon) {
        Path module = Files.isDirectory(Path.of("daemons")) ? Path.of("daemons") : Path.of("");
        return module.resolve("config").resolve(daemon.program() + ".conf");
    }

    @ParameterizedTest
    @MethodSource("daemons")
    void showEveryKeyWithItsDefault(Daemon daemon) throws Exception {
        String wanted = ConfigText.file(daemon);
        if (System.getenv("APIARY_WRITE_CONFIG") != null) {
            Files.writeString(file(daemon), wanted);
        }
        assertEquals(wanted, Files.readString(file(daemon)), file(daemon) + " is outdated; see this test's comment");
    }

    @ParameterizedTest
    @MethodSource("daemons")
    void areValidWithEveryCommentSignRemoved(Daemon daemon, @TempDir Path directory) throws Exception {
        String active = Files.readAllLines(file(daemon)).stream().map(line -> line.replaceFirst("^#(?! )", "")).collect(Collectors.joining("\n"));
        Config config = Config.parse(daemon.schema(), List.of("cfgFile=" + Files.writeString(directory.resolve("conf"), active)));
        assertEquals(List.of(), config.warnings());
        assertEquals(daemon.schema().keys().size(), config.given().size());
        assertTrue(daemon.schema().keys().stream().allMatch(key -> config.get(key).equals(key.parser().parse(key.defaultText()))));
    }
}
