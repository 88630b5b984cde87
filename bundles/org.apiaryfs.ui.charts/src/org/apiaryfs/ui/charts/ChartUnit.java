package org.apiaryfs.ui.charts;

import java.util.Locale;
import org.apiaryfs.ui.charts.internal.Messages;
import org.eclipse.osgi.util.NLS;

/** What the values of a chart count, and how they are written. */
public enum ChartUnit {
    /** Sizes, with binary prefixes: 1.50 GiB. */
    BYTES(true, "B", "{0}"),
    /** Throughput, with binary prefixes: 1.50 GiB/s. */
    BYTES_PER_SECOND(true, "B/s", "{0}"),
    /** Operations per second, with decimal prefixes: 12.0k ops/s. */
    OPERATIONS_PER_SECOND(false, "/s", Messages.operationsPerSecond),
    /** Plain numbers, with decimal prefixes: 12.0k. */
    NUMBER(false, "", "{0}"),
    /** 0 to 100. */
    PERCENT(false, "%", "{0}");

    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    private static final String[] DECIMAL = {"", "k", "M", "G", "T", "P", "E"};

    private static final double[] FACTORS = {1, 2, 5};
    private static final double[] QUARTERS = {1, 2, 2.5, 5}; // 25 % is round

    private final boolean binary;
    private final String symbol;
    private final String sentence;

    ChartUnit(boolean binary, String symbol, String sentence) {
        this.binary = binary;
        this.symbol = symbol;
        this.sentence = sentence;
    }

    /** The value with three figures, for people; a dash if it is NaN. */
    public String text(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (this == PERCENT) {
            return number(value, 1) + " %";
        }
        int prefix = prefix(value, 999.5); // 999.5 would be rounded to four figures
        double scaled = value / Math.pow(base(), prefix);
        double size = Math.abs(scaled);
        boolean whole = prefix == 0 && value == Math.rint(value);
        int decimals = whole ? 0 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
        String number = number(scaled, decimals);
        if (this == OPERATIONS_PER_SECOND) {
            return NLS.bind(sentence, number + DECIMAL[prefix]);
        }
        return binary ? number + " " + BINARY[prefix] + symbol : number + DECIMAL[prefix];
    }

    /** The value at a line of the grid: as few figures as tell it from its neighbours. */
    public String tickText(double value) {
        if (value == 0) {
            return "0";
        }
        int prefix = this == PERCENT ? 0 : prefix(value, base());
        double scaled = value / Math.pow(base(), prefix);
        String number = number(scaled, 3);
        if (number.contains(".")) {
            number = number.replaceAll("\\.?0+$", "");
        }
        return binary ? number + " " + BINARY[prefix] + symbol : this == PERCENT ? number + " %" : number + DECIMAL[prefix] + symbol;
    }

    /** The least distance of lines in the grid that is round in this unit and not below the given one, which is above 0. */
    public double step(double atLeast) {
        double power = 1;
        double base = binary ? 1024 : 10;
        while (power * base <= atLeast) {
            power *= base;
        }
        if (binary) {
            while (power < atLeast) {
                power *= 2;
            }
            return power;
        }
        while (power > atLeast) {
            power /= 10;
        }
        for (double factor : this == PERCENT ? QUARTERS : FACTORS) {
            if (power * factor >= atLeast * (1 - 1e-9)) {
                return power * factor;
            }
        }
        return power * 10;
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private double base() {
        return binary ? 1024 : 1000;
    }

    private int prefix(double value, double limit) {
        double scaled = Math.abs(value);
        int prefix = 0;
        while (scaled >= limit && prefix < BINARY.length - 1) {
            scaled /= base();
            prefix++;
        }
        return prefix;
    }
}
