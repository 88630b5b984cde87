package org.apiaryfs.mgmt.internal.state;

import org.apiaryfs.protocol.model.Reachability;

/**
 * When a target or metadata node was heard of. Immutable.
 *
 * @param reachability as of the last check
 * @param lastReport monotonic nanoseconds; of its appearance if it has never reported
 * @param since monotonic nanoseconds of its appearance: when it was mapped, or this process started
 */
public record Liveness(Reachability reachability, long lastReport, long since) {}
