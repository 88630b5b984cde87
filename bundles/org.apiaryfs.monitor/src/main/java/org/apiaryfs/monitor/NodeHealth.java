package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a server does, seen from here. Immutable.
 *
 * @param silentSince since when it doesn't answer; empty if it does, or wasn't asked yet
 * @param trouble how the last question failed, if it did
 * @param clockBehind how much its clock is behind this computer's in milliseconds, up to 1,000 too much; empty if not known
 * @param queued requests that waited, mean of ten seconds; NaN if not known
 * @param busy workers at work, mean of ten seconds; NaN if not known
 */
public record NodeHealth(Optional<Instant> silentSince, String trouble, OptionalLong clockBehind, double queued, double busy) {}
