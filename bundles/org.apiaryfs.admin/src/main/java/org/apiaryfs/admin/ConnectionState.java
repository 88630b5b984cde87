package org.apiaryfs.admin;

import java.util.Optional;

/** What a {@link ClusterConnection} knows at a moment. Immutable. */
public sealed interface ConnectionState {
    /**
     * Nothing was downloaded yet.
     *
     * @param problem what the latest attempt ended with, empty during the first
     */
    record Connecting(Optional<Problem> problem) implements ConnectionState {}

    /** The latest round succeeded. */
    record Online(ClusterSnapshot snapshot) implements ConnectionState {}

    /**
     * The latest round failed; attempts go on.
     *
     * @param last of the latest round that succeeded
     * @param problem of the latest round
     */
    record Stale(ClusterSnapshot last, Problem problem) implements ConnectionState {}

    /** Closed by its owner; final. */
    record Closed() implements ConnectionState {}

    /** The newest snapshot, fresh or stale. */
    default Optional<ClusterSnapshot> latest() {
        return switch (this) {
            case Online online -> Optional.of(online.snapshot);
            case Stale stale -> Optional.of(stale.last);
            case Connecting connecting -> Optional.empty();
            case Closed closed -> Optional.empty();
        };
    }

    /** What is wrong at the moment, if anything. */
    default Optional<Problem> trouble() {
        return switch (this) {
            case Online online -> Optional.empty();
            case Stale stale -> Optional.of(stale.problem);
            case Connecting connecting -> connecting.problem;
            case Closed closed -> Optional.of(Problems.CLOSED);
        };
    }
}
