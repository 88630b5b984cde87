package org.apiaryfs.admin;

/** How willingly new files are put on a target, by the space it has left. */
public enum CapacityPool {
    /** Enough space. */
    NORMAL,
    /** Chosen only if there are too few in {@link #NORMAL}. */
    LOW,
    /** Chosen last. */
    EMERGENCY
}
