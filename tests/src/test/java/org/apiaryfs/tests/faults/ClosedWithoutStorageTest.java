package org.apiaryfs.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is closed while its storage server is dead: whoever asks for its length hears the right one, or an error, or waits. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosedWithoutStorageTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int FIRST = 100_000;
    private static final int ALL = 300_000;

    @TempDir
    Path dir;

    private TestCluster cluster;
    private Mount writer;
    /** Gives up soon. */
    private Mount hasty;

    @BeforeEach
    void mount() throws Exception {
        cluster = new TestCluster(dir.resolve("cluster"), 2).start();
        writer = cluster.mount();
        hasty = cluster.mount("connCommRetrySecs=5");
        Files.createDirectory(writer.directory().resolve("work"));
    }

    @AfterEach
    void unmount() throws Exception {
        cluster.close();
    }

    /** Some of its length the metadata server has heard, the rest it hasn't; all of it is on the storage server, which is dead. */
    private void closeWithoutStorage() throws Exception {
        Path file = writer.directory().resolve("work/file");
        Files.write(file, new byte[FIRST]);
        awaitSize(hasty, FIRST);
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.write(ByteBuffer.allocate(ALL - FIRST), FIRST);
            open.force(false);
            cluster.storage().kill();
        }
    }

    private void awaitSize(Mount mount, long size) throws Exception {
        Shell.run(mount.directory(), LIMIT, "until [ $(stat -c %s work/file) = " + size + " ]; do sleep 0.1; done");
    }

    private static Process start(Mount mount, String script) throws IOException {
        return new ProcessBuilder("bash", "-c", "cd $0/work && " + script, mount.directory().toString()).redirectErrorStream(true).start();
    }

    private void mustPrint(String text, Process process) throws Exception {
        assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), () -> "still waiting" + cluster.logs());
        assertEquals(text, new String(process.getInputStream().readAllBytes()).strip(), cluster::logs);
    }

    private void mustBeRightOnBothMounts(String name) throws Exception {
        Process patient = start(writer, "stat -c %s " + name);
        Process reader = start(writer, "wc -c < " + name);
        cluster.storage().start();
        mustPrint(Integer.toString(ALL), patient);
        mustPrint(Integer.toString(ALL), reader);
        cluster.awaitOnline();
        mustPrint(Integer.toString(ALL), start(hasty, "stat -c %s " + name));
        mustPrint(Integer.toString(ALL), start(hasty, "wc -c < " + name));
    }

    @Test
    void itsLengthIsNeverWrong() throws Exception {
        closeWithoutStorage();
        mustPrint("failed", start(hasty, "stat -c %s file 2> /dev/null || echo failed"));
        mustPrint("failed", start(hasty, "cat file > /dev/null 2>&1 || echo failed"));
        mustPrint("file", start(hasty, "ls"));
        mustPrint("renamed", start(hasty, "mv file renamed && ls"));
        mustBeRightOnBothMounts("renamed");
    }

    @Test
    void aRestartedMetadataServerDoesNotForgetThatTheLengthIsUnknown() throws Exception {
        closeWithoutStorage();
        mustPrint("failed", start(hasty, "stat -c %s file 2> /dev/null || echo failed"));
        cluster.meta().kill();
        cluster.meta().start();
        mustPrint("failed", start(hasty, "until ls > /dev/null 2>&1; do sleep 0.1; done; stat -c %s file 2> /dev/null || echo failed"));
        mustBeRightOnBothMounts("file");
    }
}
