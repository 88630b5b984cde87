package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.SessionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session without a cluster. The test thread is the UI thread: it runs what the queue brings. */
class ClusterSessionTest {
    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private Optional<ClusterSession> session = Optional.empty();

    @AfterEach
    void close() {
        session.ifPresent(ClusterSession::close);
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        ClusterAddress nobody = silentPort();
        ClusterSession begun = begin(nobody);
        var seen = new ArrayList<String>();
        begun.listen(state -> seen.add(state.text()));

        assertEquals("Connecting to " + nobody + " …", begun.state().text());
        runNext();

        assertTrue(seen.getFirst().startsWith("Not connected yet: No management server answers at " + nobody), seen::toString);
    }

    @Test
    void hearsNothingMoreAfterItsEnd() throws Exception {
        ClusterSession begun = begin(silentPort());
        begun.close();
        runNext(); // the failure, or the end of the connection: too late

        assertEquals(new SessionState.Disconnected(), begun.state());
    }

    private ClusterSession begin(ClusterAddress address) {
        var begun = new ClusterSession(ClusterProfile.of(address), Optional.empty(), ui::add);
        session = Optional.of(begun);
        return begun;
    }

    private static ClusterAddress silentPort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return new ClusterAddress("127.0.0.1", socket.getLocalPort(), Optional.empty());
        }
    }

    private void runNext() throws InterruptedException {
        Optional.ofNullable(ui.poll(15, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("nothing for the UI thread")).run();
    }
}
