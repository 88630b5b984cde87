package org.apiaryfs.check;

import java.util.List;

/**
 * The end of a check. Immutable.
 *
 * @param counted what was looked at
 * @param findings sorted by kind, then path
 * @param more findings that were not kept, since there are too many; to be found once these are mended
 * @param unsettled entries that looked wrong but were changed meanwhile, so that nothing can be said of them
 */
public record CheckReport(Counted counted, List<Finding> findings, long more, long unsettled) {
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Numbers of records. */
    public record Counted(long names, long inodes, long chunks) {}

    /** True if nothing is wrong, or nothing any more. */
    public boolean clean() {
        return more == 0 && findings.stream().allMatch(finding -> finding.outcome() == Finding.Outcome.MENDED);
    }
}
