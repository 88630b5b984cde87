package org.apiaryfs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.transport.CancelToken;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final CompletableFuture<String> work = new CompletableFuture<>();
    private final CancelToken token = new CancelToken();
    private final List<String> late = new ArrayList<>();
    private final CompletableFuture<String> waiting = Failures.unlessCancelled(work, token, late::add);

    @Test
    void whoeverGivesUpDoesNotStopTheWorkNorLoseItsResult() {
        token.cancel();
        assertEquals(FsError.INTERRUPTED, assertThrows(FsException.class, () -> Await.of(waiting)).error());
        work.complete("handle");
        assertEquals(List.of("handle"), late);
    }

    @Test
    void whoeverWaitsGetsTheResultOnce() throws Exception {
        work.complete("handle");
        token.cancel();
        assertEquals("handle", Await.of(waiting));
        assertEquals(List.of(), late);
    }
}
