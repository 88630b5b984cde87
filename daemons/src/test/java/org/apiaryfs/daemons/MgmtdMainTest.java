package org.apiaryfs.daemons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MgmtdMainTest {
    @Test
    void othersMayTakeNoticeBeforeItStops() {
        List<String> done = new ArrayList<>();
        Duration notice = Duration.ofMillis(50);
        long start = System.nanoTime();
        MgmtdMain.cleanly(() -> {
            done.add("retired");
            return notice;
        }, drain -> {
            assertTrue(System.nanoTime() - start >= notice.toNanos());
            done.add("stopped after up to " + drain.toSeconds() + " s");
        }).stop(Duration.ofSeconds(7));
        assertEquals(List.of("retired", "stopped after up to 7 s"), done);
    }
}
