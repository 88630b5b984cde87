package org.apiaryfs.monitor;

/**
 * One archive of a round-robin file. Immutable.
 *
 * @param step seconds that a cell stands for
 * @param cells how many there are; the newest overwrites the oldest
 */
record Resolution(int step, int cells) {
    long seconds() {
        return (long) step * cells;
    }
}
