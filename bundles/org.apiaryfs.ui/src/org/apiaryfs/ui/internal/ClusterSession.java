package org.apiaryfs.ui.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that the workbench shows, and who wants to know about it. Found as a service of the workbench.
 *
 * <p>Called on the UI thread, and calls its listeners there. A connection is closed on another thread, for that blocks.
 */
final class ClusterSession {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterSession.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2); // between snapshots

    private final Executor ui;
    private final List<Consumer<SessionState>> listeners = new ArrayList<>();
    private SessionState state = new SessionState.Disconnected();
    private Optional<ClusterConnection> connection = Optional.empty();

    /** @param ui runs what it is given on the UI thread, later */
    ClusterSession(Executor ui) {
        this.ui = ui;
    }

    SessionState state() {
        return state;
    }

    /** Calls the listener now and at every change, until the returned action is run. */
    Runnable listen(Consumer<SessionState> listener) {
        listeners.add(listener);
        listener.accept(state);
        return () -> listeners.remove(listener);
    }

    /** Gives up the connection there is, if any, and begins to connect to this cluster. */
    void connect(ClusterAddress address) {
        closeConnection();
        var opened = ClusterConnection.polling(address, INTERVAL, Role.ADMINISTRATOR);
        connection = Optional.of(opened);
        opened.listen(ignored -> ui.execute(() -> changed(opened)));
        changed(opened);
    }

    void disconnect() {
        closeConnection();
        become(new SessionState.Disconnected());
    }

    /** The state is read here and not taken from the event: of two that wait for the UI thread the newer one counts. */
    private void changed(ClusterConnection source) {
        if (connection.equals(Optional.of(source))) { // else a late word from one that was given up
            become(new SessionState.Active(source.address(), source.state()));
        }
    }

    private void closeConnection() {
        connection.ifPresent(old -> Thread.ofVirtual().name("close " + old.address()).start(old::close));
        connection = Optional.empty();
    }

    private void become(SessionState next) {
        if (!next.equals(state)) {
            if (!next.text().equals(state.text())) {
                LOG.info("{}", next.text());
            }
            state = next;
            List.copyOf(listeners).forEach(listener -> listener.accept(next));
        }
    }
}
