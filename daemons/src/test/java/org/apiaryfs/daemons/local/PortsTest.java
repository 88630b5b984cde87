package org.apiaryfs.daemons.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static Plan plan(int metas, int storages) {
        return new Plan(metas, storages, 2, false, Path.of("/mnt"), Map.of(), Map.of());
    }

    private static Ports taken(Integer... ports) {
        Set<Integer> all = Set.of(ports);
        return new Ports(port -> !all.contains(port));
    }

    @Test
    void takesTheDefaultsIfTheyAreFree() throws Exception {
        Plan plan = taken().choose(plan(1, 1), Optional.empty(), name -> false);
        assertEquals(Map.of("mgmtd", 8008, "meta1", 8005, "storage1", 8003), plan.ports());
        assertEquals(Map.of("mgmtd", 18008, "meta1", 18005, "storage1", 18003), plan.statusPorts());
    }

    @Test
    void takesFurtherOnesForTakenDefaultsAndFurtherDaemons() throws Exception {
        Plan plan = taken(8008, 8003, 8011, 18005).choose(plan(2, 1), Optional.empty(), name -> false);
        assertEquals(Map.of("mgmtd", 8010, "meta1", 8005, "meta2", 8012, "storage1", 8013), plan.ports());
        assertEquals(18006, plan.statusPorts().get("meta1"));
        assertEquals(plan.ports().size() + plan.statusPorts().size(),
                java.util.stream.Stream.concat(plan.ports().values().stream(), plan.statusPorts().values().stream()).distinct().count());
    }

    @Test
    void keepsWhatItHasChosenAndWhatRuns() throws Exception {
        Plan before = taken(8008).choose(plan(1, 1), Optional.empty(), name -> false);
        assertEquals(before, taken().choose(before, Optional.empty(), name -> false), "8008 is free again but isn't the cluster's any more");
        assertEquals(before, taken(8005, 18005).choose(before, Optional.empty(), name -> name.equals("meta1")), "taken by the daemon itself");
        assertEquals(8010, taken(8005).choose(taken().choose(plan(1, 1), Optional.empty(), n -> false), Optional.empty(), n -> false).ports().get("meta1"));
    }

    @Test
    void makesARowFromTheBasePort() throws Exception {
        Plan plan = taken(9001).choose(plan(1, 1), Optional.of(9000), name -> false);
        assertEquals(Map.of("mgmtd", 9000, "meta1", 9002, "storage1", 9003), plan.ports());
        assertThrows(LocalException.class, () -> new Ports(port -> false).choose(plan(1, 1), Optional.of(9000), name -> false));
    }

    @Test
    void seesListenersOfThisMachine() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Plan plan = Ports.ofThisMachine().choose(plan(1, 1), Optional.of(listener.getLocalPort()), name -> false);
            assertFalse(plan.ports().containsValue(listener.getLocalPort()));
        }
    }
}
