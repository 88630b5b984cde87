package org.apiaryfs.monitor;

/** How several values become one. Gaps are left out; all gaps give a gap. */
public enum Consolidation {
    MEAN,
    MAX;

    /** One value of those from an index (inclusive) to another (exclusive); NaN if none is known. */
    double of(double[] values, int from, int to) {
        double result = Double.NaN;
        int known = 0;
        for (int i = Math.max(from, 0); i < Math.min(to, values.length); i++) {
            double value = values[i];
            if (Double.isNaN(value)) {
                continue;
            }
            result = known == 0 ? value : this == MAX ? Math.max(result, value) : result + value;
            known++;
        }
        return this == MEAN && known > 0 ? result / known : result;
    }
}
