package org.apiaryfs.ui;

import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.ui.internal.Messages;

/** The states of targets in the user's language, and how bad they are. Stateless. */
public final class TargetStates {
    private TargetStates() { }

    public static String text(Reachability reachability) {
        return switch (reachability) {
            case ONLINE -> Messages.Reachability_online;
            case PROBABLY_OFFLINE -> Messages.Reachability_probablyOffline;
            case OFFLINE -> Messages.Reachability_offline;
        };
    }

    public static String text(Consistency consistency) {
        return switch (consistency) {
            case GOOD -> Messages.Consistency_good;
            case NEEDS_RESYNC -> Messages.Consistency_needsResync;
            case BAD -> Messages.Consistency_bad;
        };
    }

    /** What isn't well, or that all is; empty if nothing is said. */
    public static String text(ClusterTarget target) {
        Optional<String> reachability = target.reachability().filter(state -> state != Reachability.ONLINE).map(TargetStates::text);
        Optional<String> consistency = target.consistency().filter(state -> state != Consistency.GOOD).map(TargetStates::text);
        String trouble = Stream.of(reachability, consistency).flatMap(Optional::stream).collect(Words.listed());
        return trouble.isEmpty() ? target.consistency().map(TargetStates::text).orElse("") : trouble;
    }

    /** How bad the state is that the management server tells. */
    public static Concern concern(ClusterTarget target) {
        Reachability reachability = target.reachability().orElse(Reachability.ONLINE); // nothing said is no bad news
        Consistency consistency = target.consistency().orElse(Consistency.GOOD);
        if (reachability == Reachability.OFFLINE || consistency == Consistency.BAD) {
            return Concern.ERROR;
        }
        return reachability == Reachability.ONLINE && consistency == Consistency.GOOD
                ? Concern.NONE : Concern.WARNING;
    }
}
