package org.apiaryfs.mgmt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.junit.jupiter.api.Test;

class MgmtConfigTest {
    private static MgmtConfig of(String... words) throws ConfigException {
        List<String> all = new ArrayList<>(List.of("storeMgmtdDirectory=/data/mgmtd", "connDisableAuthentication=true"));
        all.addAll(List.of(words));
        return MgmtConfig.of(Config.parse(MgmtKeys.schema(), all));
    }

    private static String refusal(String... words) {
        return assertThrows(ConfigException.class, () -> of(words)).getMessage();
    }

    @Test
    void defaultsAreBeeGfs() throws Exception {
        MgmtConfig config = of();
        assertEquals(Path.of("/data/mgmtd"), config.directory());
        assertEquals(8008, config.node().tcpPort());
        assertEquals(8008, config.node().udpPort());
        assertEquals(18008, config.node().statusPort());
        assertEquals(6, config.node().connections().maxConnections());
        assertEquals(Duration.ofSeconds(180), config.node().offlineTimeout());
        assertEquals(Duration.ofMillis(29_880), config.node().statesInterval());
        assertEquals(Duration.ofMinutes(60), config.clientAutoRemove());
        assertEquals(new CapacityLimits.Bounds(10L << 30, 3L << 30, 10L << 30, 3L << 30, 20L << 30, 6L << 30), config.metaLimits().space());
        assertEquals(new CapacityLimits.Bounds(10 << 20, 1 << 20, 10 << 20, 1 << 20, 20 << 20, 2 << 20), config.metaLimits().inodes());
        assertEquals(new CapacityLimits.Bounds(1L << 40, 20L << 30, 1L << 40, 20L << 30, 2L << 40, 40L << 30), config.storageLimits().space());
        assertEquals(config.metaLimits().inodes(), config.storageLimits().inodes());
        assertTrue(config.newServers() && config.newTargets() && config.allowInit() && config.metaLimits().dynamic() && config.storageLimits().dynamic());
    }

    @Test
    void givenLimitsReplaceTheDerivedOnes() throws Exception {
        CapacityLimits.Bounds bounds = of("tuneStorageSpaceLowLimit=100", "tuneStorageSpaceEmergencyLimit=10", "tuneStorageSpaceNormalSpreadThreshold=1",
                "tuneStorageSpaceLowSpreadThreshold=2", "tuneStorageSpaceLowDynamicLimit=3", "tuneStorageSpaceEmergencyDynamicLimit=4").storageLimits().space();
        assertEquals(new CapacityLimits.Bounds(100, 10, 1, 2, 3, 4), bounds);
    }

    @Test
    void quotaRounds() throws Exception {
        assertEquals(new QuotaSettings(false, Duration.ofMinutes(10), 8, new QuotaSettings.HostAccounts(false), new QuotaSettings.HostAccounts(false)), of().quota());
        assertEquals(new QuotaSettings(true, Duration.ofSeconds(2), 8, new QuotaSettings.IdRange(1000, 2000), new QuotaSettings.IdRange(0, -1)),
                of("quotaEnableEnforcement=true", "quotaUpdateIntervalSecs=2", "quotaQueryType=range", "quotaQueryUIDRange=1000,2000",
                        "quotaQueryGIDRange=0,4294967295").quota());
    }

    @Test
    void contradictionsAreNamed() {
        assertTrue(refusal("tuneMetaSpaceLowLimit=1G").contains("tuneMetaSpaceEmergencyLimit"));
        assertTrue(refusal("tuneClientAutoRemoveMins=4").contains("at least 5"));
        assertTrue(refusal("quotaEnableEnforcement=true", "quotaQueryType=file").contains("quotaQueryUIDFile"));
        assertTrue(refusal("quotaEnableEnforcement=true", "quotaQueryType=range", "quotaQueryUIDRange=5,4").contains("quotaQueryUIDRange is '5,4'"));
        assertTrue(refusal("storeMgmtdDirectory=").contains("storeMgmtdDirectory is not set"));
    }

    @Test
    void aFileOfBeeGfsCanBeUsedAsItIs() throws Exception {
        Config config = Config.parse(MgmtKeys.schema(), List.of("storeMgmtdDirectory=/d", "connDisableAuthentication=true", "quotaQueryType=system",
                "tuneNumQuotaWorkers=8", "tuneNumWorkers=4", "logType=logfile", "runDaemonized=true", "tuneMetaNodeAutoRemoveMins=0", "connUseRDMA=false"));
        assertEquals(List.of(), config.warnings());
    }
}
