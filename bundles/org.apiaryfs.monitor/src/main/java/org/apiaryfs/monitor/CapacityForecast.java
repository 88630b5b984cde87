package org.apiaryfs.monitor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * When a target, or all of them together, will be full if it goes on as before: a straight line through the history of used
 * space. Immutable.
 *
 * <p>Days are told only if the data spans at least 24 hours, has at least 12 values, the line rises, and explains at least
 * {@value #LEAST_FIT} of the values' variance; and never more than ten years.
 *
 * @param used bytes now
 * @param total bytes in all
 * @param span from the first to the last value
 * @param perDay bytes added per day, may be negative
 * @param fit which part of the variance the line explains, 0 to 1
 * @param days until full, ≥ 0; empty if the rule doesn't allow to tell
 */
public record CapacityForecast(double used, double total, Duration span, double perDay, double fit, OptionalDouble days) {
    private static final Duration LEAST_SPAN = Duration.ofHours(24);
    private static final int LEAST_VALUES = 12;
    private static final double LEAST_FIT = 0.6;
    private static final double MOST_DAYS = 3650;
    private static final double DAY = 86_400;

    /** Of a history of used space; empty if nothing is known. */
    public static Optional<CapacityForecast> of(Series used, double total) {
        int first = -1;
        int last = -1;
        int n = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < used.size(); i++) {
            if (!used.isGap(i)) {
                first = first < 0 ? i : first;
                last = i;
                n++;
                sumX += i;
                sumY += used.value(i);
            }
        }
        if (n == 0) {
            return Optional.empty();
        }
        double meanX = sumX / n;
        double meanY = sumY / n;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = first; i <= last; i++) {
            if (!used.isGap(i)) {
                double x = i - meanX;
                double y = used.value(i) - meanY;
                xx += x * x;
                xy += x * y;
                yy += y * y;
            }
        }
        double stepsPerDay = DAY / used.step().toSeconds();
        double perDay = xx == 0 ? 0 : xy / xx * stepsPerDay;
        double fit = xx == 0 || yy == 0 ? 0 : xy * xy / (xx * yy);
        Duration span = used.step().multipliedBy(last - first);
        double now = used.value(last);
        double days = Math.max(0, total - now) / perDay;
        boolean tell = span.compareTo(LEAST_SPAN) >= 0 && n >= LEAST_VALUES && perDay > 0 && fit >= LEAST_FIT && days <= MOST_DAYS;
        return Optional.of(new CapacityForecast(now, total, span, perDay, fit, tell ? OptionalDouble.of(days) : OptionalDouble.empty()));
    }

    /** {@link #days}, rounded. */
    OptionalLong wholeDays() {
        return days.isPresent() ? OptionalLong.of(Math.round(days.getAsDouble())) : OptionalLong.empty();
    }

    /** For people, such as "Full in about 12 days." */
    public String sentence() {
        if (days.isPresent()) {
            long whole = wholeDays().getAsLong();
            return whole < 1 ? Texts.of("forecast_withinDay") : whole == 1 ? Texts.of("forecast_inDay") : Texts.of("forecast_inDays", whole);
        }
        return Texts.of(span.compareTo(LEAST_SPAN) < 0 ? "forecast_notYet" : "forecast_noRise");
    }
}
