package org.apiaryfs.daemons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, where no cluster is needed. */
class CtlMainTest {
    @TempDir
    Path directory;

    private ChildProcess run(String... words) throws Exception {
        return ChildProcess.start(CtlMain.class, directory.resolve("errors"), Map.of(), List.of(words));
    }

    @Test
    void unknownCommandsAreNamed() throws Exception {
        try (ChildProcess unknown = run("frobnicate", "--dir", directory.toString())) {
            assertEquals(1, unknown.exitCode());
            assertEquals("apiary ctl: there is no command 'frobnicate'; \"apiary ctl --help\" says more\n", unknown.errors());
        }
    }

    @Test
    void commandsOfCommandsTellTheVersionToo() throws Exception {
        try (ChildProcess version = run("node", "remove", "--version")) {
            assertTrue(version.output().contains("Java"));
            assertEquals(0, version.exitCode());
        }
    }
}
