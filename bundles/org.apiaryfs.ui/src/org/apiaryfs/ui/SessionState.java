package org.apiaryfs.ui;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.ui.internal.Messages;
import org.eclipse.osgi.util.NLS;

/** Where the session stands. Immutable. */
public sealed interface SessionState {
    /** No connection is wanted. */
    record Disconnected() implements SessionState { }

    /** A connection is wanted; it says itself whether it has succeeded. */
    record Active(ClusterAddress address, ConnectionState connection) implements SessionState { }

    /** What is known of the cluster. */
    default Optional<ClusterSnapshot> knowledge() {
        return this instanceof Active active ? active.connection().latest() : Optional.empty();
    }

    /** True if a connection is wanted, but the cluster can't be reached. */
    default boolean troubled() {
        return this instanceof Active active && active.connection().trouble().isPresent();
    }

    /** One line for the user. */
    default String text() {
        return switch (this) {
            case Disconnected() -> Messages.Session_closed;
            case Active(var address, var connection) -> switch (connection) {
                case ConnectionState.Connecting connecting -> connecting.problem()
                        .map(problem -> NLS.bind(Messages.Session_notYet, problem.sentence()))
                        .orElse(NLS.bind(Messages.Session_connecting, address));
                case ConnectionState.Online online -> NLS.bind(Messages.Session_connected, address);
                case ConnectionState.Stale stale -> NLS.bind(Messages.Session_stale, time(stale.last().taken()), stale.problem().sentence());
                case ConnectionState.Closed closed -> Messages.Session_closed;
            };
        };
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm:ss").format(instant.atZone(ZoneId.systemDefault()));
    }
}
