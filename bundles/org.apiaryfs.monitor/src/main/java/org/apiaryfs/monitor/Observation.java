package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.ResyncJob;

/**
 * All that is known of a cluster at a moment, for {@link ProblemDetector}. Immutable.
 *
 * @param time the moment
 * @param state of the connection, with the newest snapshot
 * @param health how servers do, seen from here; those that weren't asked may be missing
 * @param forecasts by target; those without one are missing
 * @param resyncs how copying goes in mirror groups, as far as it was asked for
 * @param reported what others found, such as senders of alerts
 */
public record Observation(
        Instant time, ConnectionState state, Map<NodeKey, NodeHealth> health, Map<TargetKey, CapacityForecast> forecasts,
        Map<GroupKey, ResyncJob> resyncs, List<Finding> reported) {
    public Observation {
        health = Map.copyOf(health);
        forecasts = Map.copyOf(forecasts);
        resyncs = Map.copyOf(resyncs);
        reported = List.copyOf(reported);
    }
}
