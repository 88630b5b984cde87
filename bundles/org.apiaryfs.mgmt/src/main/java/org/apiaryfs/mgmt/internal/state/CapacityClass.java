package org.apiaryfs.mgmt.internal.state;

/** How much room a target or metadata node has, best first; files are created on the best class that there is (spec mgmtd §10.6). */
public enum CapacityClass {
    NORMAL,
    LOW,
    EMERGENCY;

    public CapacityClass worse(CapacityClass other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
