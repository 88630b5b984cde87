package org.apiaryfs.fuse.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.cluster.ConnectionKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountRequestTest {
    private static final Path DIRECTORY = Path.of("/mnt/x");

    private static MountRequest request(String source, String... words) throws MountFailure {
        return MountRequest.of(Optional.of(source), DIRECTORY, List.of(words), true);
    }

    private static String problem(String source, String... words) {
        MountFailure failure = assertThrows(MountFailure.class, () -> request(source, words));
        assertEquals(MountFailure.USAGE, failure.exitCode());
        return failure.getMessage();
    }

    @Test
    void takesTheClusterFromTheSource() throws Exception {
        MountRequest request = request("mgmt.example:9008");
        assertEquals("mgmt.example", request.config().get(ConnectionKeys.MGMTD_HOST));
        assertEquals(9008, request.config().get(ConnectionKeys.MGMTD_PORT_TCP));
        assertEquals(9008, request.config().get(ConnectionKeys.MGMTD_PORT_UDP));
        assertEquals("mgmt.example:9008", request.options().fsName());
        assertEquals(8008, request("mgmt.example").config().get(ConnectionKeys.MGMTD_PORT_TCP));
    }

    @Test
    void knowsOptionsOfFuseOfTheClientAndOfMount() throws Exception {
        MountRequest request = request("h", "ro", "defaults", "_netdev", "x-systemd.automount", "tuneFileCacheType=none",
                "tuneUseGlobalFileLocks", "transport=device", "max_write=131072");
        assertTrue(request.options().readOnly());
        assertEquals(131072, request.options().maxWrite());
        assertEquals(ClientKeys.CacheType.NONE, request.config().get(ClientKeys.CACHE_TYPE));
        assertTrue(request.config().get(ClientKeys.GLOBAL_LOCKS));
        assertTrue(request.options().posixLocks() && request.options().flockLocks());
    }

    @Test
    void locksAreTheKernelsUnlessTheyAreGlobal() throws Exception {
        assertFalse(request("h").options().posixLocks());
        assertFalse(request("h").options().flockLocks());
    }

    @Test
    void accessListsAreTheKernelsWherePossible() throws Exception {
        assertFalse(request("h").options().accessLists());
        assertTrue(request("h", "sysACLsEnabled").options().accessLists());
        assertTrue(problem("h", "sysACLsEnabled", "backend=jnr").contains("backend=direct"));
    }

    @Test
    void everybodyMayEnterARootsMount() throws Exception {
        assertTrue(request("h").options().allowOther());
        assertFalse(MountRequest.of(Optional.of("h"), DIRECTORY, List.of(), false).options().allowOther());
    }

    @Test
    void theClusterMayComeFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client.conf"), "sysMgmtdHost = filehost\nconnMgmtdPortTCP = 1234\n");
        MountRequest request = request("none", "cfgFile=" + file);
        assertEquals("filehost", request.config().get(ConnectionKeys.MGMTD_HOST));
        assertEquals("filehost:1234", request.options().fsName());
    }

    @Test
    void wrongOptionsAreNamed() {
        assertTrue(problem("h", "tuneFileCacheTyp=none").contains("did you mean 'tuneFileCacheType'"), problem("h", "tuneFileCacheTyp=none"));
        assertTrue(problem("h", "tuneFileCacheType=some").contains("expected one of"));
        assertTrue(problem("h", "max_write=much").contains("max_write=much"));
        assertTrue(problem("h:port").contains("HOST:PORT"));
        assertTrue(problem("none").contains("no cluster is named"));
    }
}
