package org.apiaryfs.ui.monitoring.statistics;

import java.util.Locale;
import java.util.Set;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.charts.ChartUnit;

/**
 * An operation that servers count. Immutable.
 *
 * @param index among all of its kind of servers; 0 is the sum
 * @param name as BeeGFS's tools call it
 */
public record OperationColumn(int index, String name) {
    private static final Set<String> SIZES = Set.of(Operations.BYTES_READ, Operations.BYTES_WRITTEN);

    /** A value for people. */
    public String text(double value, boolean total) {
        if (SIZES.contains(name)) {
            return total ? Bytes.text((long) value) : ChartUnit.BYTES_PER_SECOND.text(value);
        }
        return total ? String.format(Locale.ROOT, "%,d", (long) value) : ChartUnit.NUMBER.text(value);
    }

    /** What it means, in words. */
    public String explanation() {
        return OperationTexts.of(name);
    }
}
