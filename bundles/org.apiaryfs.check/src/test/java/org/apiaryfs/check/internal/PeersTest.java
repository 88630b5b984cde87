package org.apiaryfs.check.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apiaryfs.check.CheckException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Things done at the same time. */
@Timeout(30)
class PeersTest {
    @Test
    void theFirstFailureEndsAll() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Peers.Task waits = () -> {
            try {
                begun.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        Peers.Task fails = () -> {
            begun.await();
            throw new CheckException("it doesn't answer");
        };
        assertEquals("it doesn't answer", assertThrows(CheckException.class, () -> Peers.together(List.of(waits, fails))).getMessage());
        assertEquals(0, interrupted.getCount(), "what still ran was told to end");
    }
}
