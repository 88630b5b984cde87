package org.apiaryfs.daemons.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apiaryfs.daemons.local.LocalCluster.Wishes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
    private static final Function<String, Optional<ProcessRef>> NOTHING = name -> Optional.empty();

    @TempDir private Path directory;

    private static Wishes wishes(Integer metas, Integer storages, Integer targets, Path mount) {
        return new Wishes(Optional.ofNullable(metas), Optional.ofNullable(storages), Optional.ofNullable(targets), false, Optional.ofNullable(mount),
                Optional.empty(), true);
    }

    private ClusterFiles files() {
        return ClusterFiles.of(directory);
    }

    @Test
    void isRemembered() throws Exception {
        Plan plan = new Plan(2, 1, 3, true, Path.of("/mnt/x y"), Map.of("mgmtd", 1, "meta1", 2, "meta2", 3, "storage1", 4), Map.of("mgmtd", 5));
        assertEquals(Optional.empty(), Plan.read(files()));
        plan.write(files());
        assertEquals(Optional.of(plan), Plan.read(files()));
        Files.writeString(files().plan(), "{\"format\": 2}");
        assertThrows(IOException.class, () -> Plan.read(files()));
    }

    @Test
    void growsButDoesNotShrink() throws Exception {
        Plan first = PlanChange.apply(Optional.empty(), wishes(null, null, null, null), files(), NOTHING);
        assertEquals(new Plan(1, 1, 2, false, directory.resolve("mnt"), Map.of(), Map.of()), first);
        Plan grown = PlanChange.apply(Optional.of(first), wishes(2, null, 4, null), files(), NOTHING);
        assertEquals(new Plan(2, 1, 4, false, directory.resolve("mnt"), Map.of(), Map.of()), grown);
        LocalException shrink = assertThrows(LocalException.class, () -> PlanChange.apply(Optional.of(grown), wishes(1, null, null, null), files(), NOTHING));
        assertTrue(shrink.getMessage().contains("2 metadata daemons"), shrink.getMessage());
        assertThrows(LocalException.class, () -> PlanChange.apply(Optional.empty(), wishes(0, null, null, null), files(), NOTHING));
    }

    @Test
    void leavesWhatRunsAlone() throws Exception {
        Plan plan = PlanChange.apply(Optional.empty(), wishes(null, null, null, null), files(), NOTHING);
        ProcessRef self = ProcessRef.of(ProcessHandle.current().pid()).orElseThrow();
        assertEquals(2, PlanChange.apply(Optional.of(plan), wishes(2, null, null, null), files(), name -> Optional.of(self)).metas());
        assertThrows(LocalException.class, () -> PlanChange.apply(Optional.of(plan), wishes(null, null, 3, null), files(), name -> Optional.of(self)));
        assertThrows(LocalException.class, () -> PlanChange.apply(Optional.of(plan), wishes(null, null, null, Path.of("/other")), files(), name -> Optional.of(self)));
    }
}
