package org.apiaryfs.monitor.alerts;

import java.time.Instant;
import org.apiaryfs.monitor.ClusterProblem;

/**
 * One thing to tell. Immutable.
 *
 * @param event what happened
 * @param problem as it was then
 * @param time when
 */
public record Alert(Event event, ClusterProblem problem, Instant time) {
    /** What can happen to a problem. */
    public enum Event { OPENED, STILL_OPEN, CLOSED }
}
