package org.apiaryfs.mgmt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final Pace pace = new Pace(1000, 10, now::get);

    @Test
    void afterARestSomeGoAtOnce() {
        assertEquals(Duration.ZERO, pace.after(10));
        assertEquals(Duration.ofMillis(1), pace.after(1));
        assertEquals(Duration.ofMillis(6), pace.after(5));
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertEquals(Duration.ZERO, pace.after(10));
        assertEquals(Duration.ofMillis(100), pace.after(100));
    }

    @Test
    void whoKeepsToItSendsSoManyASecond() {
        pace.after(10);
        for (int i = 0; i < 100; i++) {
            now.addAndGet(pace.after(50).toNanos());
        }
        assertEquals(Duration.ofSeconds(5).toNanos() - 5, now.get());
    }
}
