package org.apiaryfs.check;

import java.util.List;

/**
 * The end of a check. Immutable.
 *
 * @param counted what was looked at
 * @param findings sorted by kind, then path
 * @param more findings that were not kept, since there are too many; to be found once these are mended
 * @param unsettled entries that changed whenever they were looked at, so that nothing can be said of them
 */
public record CheckReport(Counted counted, List<Finding> findings, long more, long unsettled) {
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Numbers of records. */
    public record Counted(long names, long inodes, long chunks) {}

    public boolean clean() {
        return findings.isEmpty();
    }
}
