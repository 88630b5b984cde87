package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.apiaryfs.admin.ClusterAddress;
import org.junit.jupiter.api.Test;

class StartArgumentsTest {
    @Test
    void nameAClusterAndItsSecret() {
        var secret = Path.of("/etc/secret");

        assertEquals(Optional.of(new ClusterAddress("h", 1, Optional.of(secret))),
                StartArguments.parse("-data", "x", "--connect", "h:1", "--auth-file", secret.toString()).connect());
        assertEquals(Optional.empty(), StartArguments.parse("-clean").connect());
    }

    @Test
    void thatMissSomethingAreRefused() {
        assertEquals("--connect needs a value: HOST:PORT", error("--connect"));
        assertEquals("--auth-file needs a value: FILE", error("--connect", "h:1", "--auth-file"));
        assertEquals("--auth-file needs --connect HOST:PORT", error("--auth-file", "x"));
    }

    private static String error(String... arguments) {
        return assertThrows(IllegalArgumentException.class, () -> StartArguments.parse(arguments)).getMessage();
    }
}
