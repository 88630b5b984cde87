package org.apiaryfs.ui.charts.internal;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The time axis: round local times, and the dates they belong to.
 *
 * @param ticks in ascending order
 * @param dates which day or days the axis shows if the ticks don't tell the year, else empty
 */
public record TimeTicks(List<Tick> ticks, String dates) {
    private static final List<Step> STEPS = Stream.of(
            Step.of(ChronoUnit.SECONDS, 1, 2, 5, 10, 15, 30),
            Step.of(ChronoUnit.MINUTES, 1, 2, 5, 10, 15, 30),
            Step.of(ChronoUnit.HOURS, 1, 2, 3, 6, 12),
            Step.of(ChronoUnit.DAYS, 1, 2),
            Step.of(ChronoUnit.WEEKS, 1, 2),
            Step.of(ChronoUnit.MONTHS, 1, 2, 3, 6),
            Step.of(ChronoUnit.YEARS, 1, 2, 5, 10)).flatMap(List::stream).toList();

    private record Step(ChronoUnit unit, int count) {
        static List<Step> of(ChronoUnit unit, int... counts) {
            return Arrays.stream(counts).mapToObj(count -> new Step(unit, count)).toList();
        }

        long millis() {
            return unit.getDuration().toMillis() * count;
        }

        boolean withinDay() {
            return unit.compareTo(ChronoUnit.DAYS) < 0;
        }
    }

    /**
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970, after {@code from}
     * @param most ticks that there is room for, 1 or more
     */
    public static TimeTicks of(long from, long to, int most, ZoneId zone, Locale locale) {
        Step step = STEPS.stream().filter(candidate -> (to - from) / candidate.millis() < most).findFirst().orElse(STEPS.getLast());
        ZonedDateTime begin = Instant.ofEpochMilli(from).atZone(zone);
        ZonedDateTime end = Instant.ofEpochMilli(to).atZone(zone);
        List<Long> times = step.withinDay() ? withinDays(step, begin, end) : wholeDays(step, begin, end);
        var ticks = new ArrayList<Tick>();
        for (long time : times) {
            if (time >= from && time <= to && (ticks.isEmpty() || time > ticks.getLast().at())) {
                ticks.add(new Tick(time, label(step, Instant.ofEpochMilli(time).atZone(zone), locale)));
            }
        }
        return new TimeTicks(List.copyOf(ticks), dates(step, begin, end, locale));
    }

    /** Up to an hour, steps go on through changes of the clock; longer ones are at the round hours that a day has. */
    private static List<Long> withinDays(Step step, ZonedDateTime begin, ZonedDateTime end) {
        var times = new ArrayList<Long>();
        for (LocalDate day = begin.toLocalDate(); !day.isAfter(end.toLocalDate()); day = day.plusDays(1)) {
            long start = day.atStartOfDay(begin.getZone()).toInstant().toEpochMilli();
            long next = day.plusDays(1).atStartOfDay(begin.getZone()).toInstant().toEpochMilli();
            if (step.millis() <= ChronoUnit.HOURS.getDuration().toMillis()) {
                long skipped = Math.max(0, (begin.toInstant().toEpochMilli() - start) / step.millis());
                long last = Math.min(next - 1, end.toInstant().toEpochMilli());
                for (long time = start + skipped * step.millis(); time <= last; time += step.millis()) {
                    times.add(time);
                }
            } else {
                for (int hour = 0; hour < 24; hour += step.count()) {
                    LocalDateTime local = day.atTime(hour, 0);
                    ZonedDateTime time = local.atZone(begin.getZone());
                    if (hour == 0 || time.toLocalDateTime().equals(local)) { // else the clock leaps over it
                        times.add(time.toInstant().toEpochMilli());
                    }
                }
            }
        }
        return times;
    }

    private static List<Long> wholeDays(Step step, ZonedDateTime begin, ZonedDateTime end) {
        LocalDate day = begin.toLocalDate();
        day = switch (step.unit()) {
            case DAYS -> day.minusDays(Math.floorMod(day.toEpochDay(), step.count()));
            case WEEKS -> {
                LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield monday.minusWeeks(Math.floorMod(Math.floorDiv(monday.toEpochDay(), 7L), step.count()));
            }
            case MONTHS -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % step.count());
            default -> LocalDate.of(day.getYear() - Math.floorMod(day.getYear(), step.count()), 1, 1);
        };
        var times = new ArrayList<Long>();
        for (; !day.isAfter(end.toLocalDate()); day = day.plus(step.count(), step.unit())) {
            times.add(day.atStartOfDay(begin.getZone()).toInstant().toEpochMilli());
        }
        return times;
    }

    private static String label(Step step, ZonedDateTime time, Locale locale) {
        boolean midnight = time.toLocalTime().toSecondOfDay() == 0;
        String pattern = switch (step.unit()) {
            case SECONDS -> midnight ? "MMMd" : "Hms";
            case MINUTES, HOURS -> midnight ? "MMMd" : "Hm";
            case DAYS, WEEKS -> "MMMd";
            case MONTHS -> "yMMM";
            default -> "y";
        };
        return localized(pattern, locale).format(time);
    }

    private static String dates(Step step, ZonedDateTime begin, ZonedDateTime end, Locale locale) {
        if (step.unit().compareTo(ChronoUnit.WEEKS) > 0) {
            return "";
        }
        DateTimeFormatter format = localized(step.withinDay() ? "yMMMd" : "y", locale);
        String first = format.format(begin);
        String last = format.format(end);
        return first.equals(last) ? first : first + " – " + last;
    }

    private static DateTimeFormatter localized(String pattern, Locale locale) {
        return DateTimeFormatter.ofLocalizedPattern(pattern).withLocale(locale);
    }
}
