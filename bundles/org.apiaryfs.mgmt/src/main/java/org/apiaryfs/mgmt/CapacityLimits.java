package org.apiaryfs.mgmt;

/**
 * Where capacity classes begin, for metadata nodes or for storage targets. Immutable.
 *
 * @param dynamic whether differences between the members of a class count
 */
public record CapacityLimits(Bounds space, Bounds inodes, boolean dynamic) {
    /**
     * Limits of one resource, in bytes or inodes.
     *
     * @param low above it a member is NORMAL
     * @param emergency above it a member is at least LOW
     * @param normalSpread NORMAL members may differ by so much
     * @param lowSpread LOW members may differ by so much
     * @param lowDynamic if NORMAL members differ by more, those up to here become LOW
     * @param emergencyDynamic if LOW members differ by more, those up to here become EMERGENCY
     */
    public record Bounds(long low, long emergency, long normalSpread, long lowSpread, long lowDynamic, long emergencyDynamic) {
        /** Replaces zeros by what they stand for (spec mgmtd §10.6, the reference's defects mended). */
        public static Bounds of(long low, long emergency, long normalSpread, long lowSpread, long lowDynamic, long emergencyDynamic) {
            return new Bounds(low, emergency,
                    normalSpread == 0 ? low : normalSpread,
                    lowSpread == 0 ? emergency : lowSpread,
                    lowDynamic == 0 ? 2 * low : lowDynamic,
                    emergencyDynamic == 0 ? 2 * emergency : emergencyDynamic);
        }
    }
}
