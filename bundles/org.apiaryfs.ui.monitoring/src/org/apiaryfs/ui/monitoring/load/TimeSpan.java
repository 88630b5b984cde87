package org.apiaryfs.ui.monitoring.load;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** How much of the past charts show, up to now. */
public enum TimeSpan {
    /** Second by second; what a monitor keeps in memory. */
    TEN_MINUTES(Duration.ofMinutes(10), Messages.tenMinutes, Messages.tenMinutesTip),
    HOUR(Duration.ofHours(1), Messages.hour, Messages.hourTip),
    DAY(Duration.ofDays(1), Messages.day, Messages.dayTip),
    WEEK(Duration.ofDays(7), Messages.week, Messages.weekTip),
    YEAR(Duration.ofDays(365), Messages.year, Messages.yearTip);

    private final Duration length;
    private final String title;
    private final String tip;

    TimeSpan(Duration length, String title, String tip) {
        this.length = length;
        this.title = title;
        this.tip = tip;
    }

    public Duration length() {
        return length;
    }

    String title() {
        return title;
    }

    String tip() {
        return tip;
    }

    /** The one of this name, such as was saved before. */
    static Optional<TimeSpan> named(String name) {
        return Stream.of(values()).filter(span -> span.name().equals(name)).findFirst();
    }

    /** The one of this length. */
    static Optional<TimeSpan> of(Duration length) {
        return Stream.of(values()).filter(span -> span.length.equals(length)).findFirst();
    }
}
