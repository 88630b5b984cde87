package org.apiaryfs.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    private enum Chooser { RANDOMIZED, ROUND_ROBIN }

    private static final ConfigKey<Integer> PORT = ConfigKey.port("connMgmtdPortTCP", 8008, "port");
    private static final ConfigKey<Boolean> RDMA = ConfigKey.bool("connUseRDMA", true, "use RDMA");
    private static final ConfigKey<Long> SIZE = ConfigKey.size("tuneWorkerBufSize", "4m", "buffer");
    private static final ConfigKey<List<String>> STORES = ConfigKey.list("storeStorageDirectory", "", "directories");
    private static final ConfigKey<Chooser> CHOOSER = ConfigKey.choice("tuneTargetChooser", Chooser.RANDOMIZED, "chooser");
    private static final ConfigSchema SCHEMA = ConfigSchema.of(List.of(PORT, RDMA, SIZE, STORES, CHOOSER), List.of("tuneNumWorkers"));

    @TempDir
    Path dir;

    @Test
    void defaultsHoldWithoutAnyInput() throws Exception {
        Config config = Config.parse(SCHEMA, List.of());
        assertEquals(8008, config.get(PORT));
        assertEquals(4L << 20, config.get(SIZE));
        assertEquals(List.of(), config.get(STORES));
        assertEquals(Chooser.RANDOMIZED, config.get(CHOOSER));
    }

    @Test
    void commandLineWinsOverFileWhateverTheOrder() throws Exception {
        Path file = Files.writeString(dir.resolve("a.conf"), "# comment\n\nconnMgmtdPortTCP = 9000\n  connUseRDMA=off\nconnMgmtdPortTCP=9001\nstoreStorageDirectory = /a, /b,\n");
        Config config = Config.parse(SCHEMA, List.of("connUseRDMA=yes", "cfgFile=" + file));
        assertEquals(9001, config.get(PORT));
        assertEquals(true, config.get(RDMA));
        assertEquals(List.of("/a", "/b"), config.get(STORES));
        assertEquals("9001", config.given().get("connMgmtdPortTCP"));
    }

    @Test
    void unknownKeyIsAWarningThatNamesTheNearest() throws Exception {
        Config config = Config.parse(SCHEMA, List.of("connUseRMDA=1", "tuneNumWorkers=8"));
        assertEquals(1, config.warnings().size());
        assertTrue(config.warnings().getFirst().contains("did you mean 'connUseRDMA'"), config.warnings().getFirst());
    }

    @Test
    void badValueNamesKeyPlaceAndForm() throws Exception {
        Path file = Files.writeString(dir.resolve("a.conf"), "\nconnMgmtdPortTCP = 99999\n");
        String message = assertThrows(ConfigException.class, () -> Config.parse(SCHEMA, List.of("cfgFile=" + file))).getMessage();
        assertTrue(message.contains("connMgmtdPortTCP") && message.contains("99999") && message.contains("a.conf line 2") && message.contains("0..65535"), message);
        assertThrows(ConfigException.class, () -> Config.parse(SCHEMA, List.of("connUseRDMA=maybe")));
        assertThrows(ConfigException.class, () -> Config.parse(SCHEMA, List.of("tuneWorkerBufSize=9999999e")));
        assertThrows(ConfigException.class, () -> Config.parse(SCHEMA, List.of("tuneTargetChooser=best")));
        assertThrows(ConfigException.class, () -> Config.parse(SCHEMA, List.of("--foreground")));
    }

    @Test
    void missingFileSaysSo() {
        String message = assertThrows(ConfigException.class, () -> Config.parse(SCHEMA, List.of("cfgFile=" + dir.resolve("none")))).getMessage();
        assertTrue(message.contains("does not exist"), message);
    }

    @Test
    void portZeroKeepsTheDefaultAndChoicesIgnoreCase() throws Exception {
        Config config = Config.parse(SCHEMA, List.of("connMgmtdPortTCP=0", "tuneTargetChooser=RoundRobin"));
        assertEquals(8008, config.get(PORT));
        assertEquals(Chooser.ROUND_ROBIN, config.get(CHOOSER));
    }

    @Test
    void helpListsEveryKeyWithItsDefault() {
        for (ConfigKey<?> key : SCHEMA.keys()) {
            assertTrue(SCHEMA.help().contains(key.name()), key.name());
        }
        assertTrue(SCHEMA.help().contains("storeStorageDirectory = (not set)"));
    }
}
