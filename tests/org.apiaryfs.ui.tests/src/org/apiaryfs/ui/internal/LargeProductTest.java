package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product needs while its overview shows a large cluster, second by second. */
@Tag("long")
class LargeProductTest {
    /** Until what runs often is compiled. */
    private static final Duration WARM = Duration.ofMinutes(2);
    private static final Duration WATCHED = Duration.ofSeconds(30);
    private static final double SHARE = 0.1; // of one core
    private static final long HEAP = 512L << 20;

    @TempDir
    Path home;

    @Test
    void needsLittleOfTheMachine() throws Exception {
        try (var cluster = new LargeCluster(); var product = ProductProcess.start(home, "--connect", cluster.address().toString())) {
            product.awaitInLog("Connected to " + cluster.address());
            Thread.sleep(WARM);
            Duration before = product.processorTime();
            Thread.sleep(WATCHED);
            double share = (double) product.processorTime().minus(before).toNanos() / WATCHED.toNanos();
            long heap = product.liveHeap();
            System.out.printf("large cluster in the product: %.1f %% of a core, %d MiB of live heap%n", 100 * share, heap >> 20);
            assertTrue(share <= SHARE, () -> "share of a core " + share);
            assertTrue(heap <= HEAP, () -> "live heap of " + heap);
        }
    }
}
