package org.apiaryfs.ui.monitoring.problems;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Moments as people read them, in the time zone of this computer. */
public final class Moments {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private Moments() { }

    /** The time of a moment of today; else the day too. */
    public static String text(Instant moment) {
        ZonedDateTime then = moment.atZone(ZoneId.systemDefault());
        boolean today = then.toLocalDate().equals(ZonedDateTime.now(then.getZone()).toLocalDate());
        return then.format(today ? TIME : DAY_AND_TIME);
    }
}
