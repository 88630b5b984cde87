package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product needs while its overview shows a large cluster, second by second. */
@Tag("long")
class LargeProductTest {
    /** Until what runs often is compiled. */
    private static final Duration WARM = Duration.ofMinutes(4);
    private static final Duration WATCHED = Duration.ofSeconds(30);
    private static final int TIMES = 3; // the median counts: other programs take caches away
    private static final double SHARE = 0.1; // of one core
    private static final long HEAP = 512L << 20;

    @TempDir
    Path home;

    @Test
    void needsLittleOfTheMachine() throws Exception {
        try (var cluster = new LargeCluster(); var product = ProductProcess.start(home, "--connect", cluster.address().toString())) {
            product.awaitInLog("Connected to " + cluster.address());
            Thread.sleep(WARM);
            double[] shares = new double[TIMES];
            for (int i = 0; i < TIMES; i++) {
                shares[i] = share(product);
            }
            long heap = product.liveHeap();
            System.out.printf("large cluster in the product: %s of a core, %d MiB of live heap%n", Arrays.toString(shares), heap >> 20);
            Arrays.sort(shares);
            double share = shares[TIMES / 2];
            assertTrue(share <= SHARE, () -> "share of a core " + share);
            assertTrue(heap <= HEAP, () -> "live heap of " + heap);
        }
    }

    private static double share(ProductProcess product) throws InterruptedException {
        Duration before = product.processorTime();
        Thread.sleep(WATCHED);
        return (double) product.processorTime().minus(before).toNanos() / WATCHED.toNanos();
    }
}
