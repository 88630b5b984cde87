package org.apiaryfs.daemons.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRefTest {
    @Test
    void isAliveUntilItEnds() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessRef reference = ProcessRef.of(process.pid()).orElseThrow();
        assertTrue(reference.alive());
        assertTrue(reference.residentBytes() > 0);
        reference.terminate();
        assertTrue(reference.awaitEnd(Duration.ofSeconds(10)));
        process.waitFor();
        assertFalse(reference.alive());
        assertEquals(0, reference.residentBytes());
    }

    @Test
    void isNotTheNextProcessWithItsNumber() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessRef now = ProcessRef.of(process.pid()).orElseThrow();
            ProcessRef earlier = new ProcessRef(now.pid(), now.startTicks() - 1, now.boot());
            ProcessRef otherBoot = new ProcessRef(now.pid(), now.startTicks(), "another boot");
            for (ProcessRef stranger : new ProcessRef[] {earlier, otherBoot}) {
                assertFalse(stranger.alive());
                stranger.terminate();
                stranger.kill();
                assertTrue(stranger.awaitEnd(Duration.ZERO));
            }
            assertFalse(process.waitFor(200, TimeUnit.MILLISECONDS), "the process that has the number now was left alone");
            assertTrue(now.alive());
            assertFalse(now.awaitEnd(Duration.ofMillis(30)));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void isRememberedByName(@TempDir Path directory) throws Exception {
        ClusterFiles files = ClusterFiles.of(directory);
        ProcessRef self = ProcessRef.of(ProcessHandle.current().pid()).orElseThrow();
        Processes.read(files).add("meta1", self);
        assertEquals(Optional.of(self), Processes.read(files).running("meta1"));
        Processes.read(files).remove("meta1");
        assertEquals(Optional.empty(), Processes.read(files).running("meta1"));
        Processes.read(files).add("meta1", new ProcessRef(self.pid(), self.startTicks() + 1, self.boot()));
        assertEquals(Optional.empty(), Processes.read(files).running("meta1"));
        assertFalse(Processes.read(files).anyRunning());
    }
}
