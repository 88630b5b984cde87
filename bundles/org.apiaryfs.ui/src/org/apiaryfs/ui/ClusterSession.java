package org.apiaryfs.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.LiveSample;
import org.apiaryfs.monitor.MonitorConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open cluster: its connection, and who wants to know about it.
 *
 * <p>Called on the UI thread, and calls its listeners there. The connection is closed on another thread, for that blocks.
 */
public final class ClusterSession {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterSession.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2); // between snapshots

    private final ClusterProfile profile;
    private final ClusterConnection connection;
    private final Executor ui;
    private final ClusterMonitor monitor;
    private final Listeners<SessionState> listeners = new Listeners<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private SessionState state;

    /**
     * Begins to connect.
     *
     * @param history directory for what is measured, also by another session or program; empty = ten minutes in memory only
     * @param ui runs what it is given on the UI thread, later
     */
    public ClusterSession(ClusterProfile profile, Optional<Path> history, Executor ui) {
        this.profile = profile;
        this.ui = ui;
        connection = ClusterConnection.polling(profile.address(), INTERVAL, profile.role());
        connection.listen(ignored -> ui.execute(this::changed));
        monitor = ClusterMonitor.start(connection, MonitorConfig.usual(history));
        state = new SessionState.Active(profile.address(), connection.state());
        LOG.info("{}: {}", profile.name(), state.text());
    }

    /** As it was when the session began. */
    public ClusterProfile profile() {
        return profile;
    }

    /** For operations; it refuses those that the profile's role doesn't allow. */
    public ClusterConnection connection() {
        return connection;
    }

    public SessionState state() {
        return state;
    }

    /** Tells the listener of each change until the returned action is run. */
    public Runnable listen(Consumer<SessionState> listener) {
        return listeners.add(listener);
    }

    /** Watches the load of all servers, as long as the session lasts. */
    public ClusterMonitor monitor() {
        return monitor;
    }

    /** Runs the action on the UI thread, later, for each second of which the monitor knows all, until the returned action is run. */
    public Runnable onSample(Runnable action) {
        return monitor.listen(new ClusterMonitor.Listener() {
            @Override
            public void sampled(LiveSample sample) {
                ui.execute(action);
            }
        })::close;
    }

    /** Asks for news at once; they come to the listeners. */
    public void refresh() {
        connection.refresh();
    }

    /**
     * Ends the connection for good. Idempotent.
     *
     * @return completes, on another thread, when all that was measured is in the history
     */
    public CompletableFuture<Void> close() {
        if (state instanceof SessionState.Active) {
            Thread.ofVirtual().name("close " + profile.address()).start(() -> {
                try {
                    monitor.close();
                    connection.close();
                } finally {
                    ended.complete(null);
                }
            });
            become(new SessionState.Disconnected());
        }
        return ended.copy();
    }

    /** The state is read here and not taken from the event: of two that wait for the UI thread the newer one counts. */
    private void changed() {
        if (state instanceof SessionState.Active) { // else a late word from a connection that was given up
            become(new SessionState.Active(profile.address(), connection.state()));
        }
    }

    private void become(SessionState next) {
        if (!next.equals(state)) {
            if (!next.text().equals(state.text())) {
                LOG.info("{}: {}", profile.name(), next.text());
            }
            state = next;
            listeners.tell(next);
        }
    }
}
