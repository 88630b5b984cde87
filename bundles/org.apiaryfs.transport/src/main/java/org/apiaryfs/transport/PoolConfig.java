package org.apiaryfs.transport;

import java.time.Duration;

/**
 * Rules of a pool of connections to one node (spec framing §8.6). Immutable.
 *
 * @param maxConnections open at the same time, ≥ 1 (connMaxInternodeNum)
 * @param idleCheck connections without use since the previous check are closed
 * @param fallbackExpiry age at which a fallback connection is closed when it comes back, so that the
 *     preferred route gets another chance (connFallbackExpirationSecs)
 */
public record PoolConfig(int maxConnections, Duration idleCheck, Duration fallbackExpiry) {
    /** @param maxConnections client 8; meta 16; storage, mgmtd and tools 6 */
    public static PoolConfig of(int maxConnections) {
        return new PoolConfig(maxConnections, Duration.ofMinutes(70), Duration.ofSeconds(900));
    }
}
