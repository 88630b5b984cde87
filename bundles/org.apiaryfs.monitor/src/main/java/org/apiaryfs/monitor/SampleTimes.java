package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Puts a server's samples on this computer's seconds. Servers measure once a second, at their own moments and by their own
 * clocks; here no second is missing because of that, and one whose clock is wrong is shifted. One thread at a time.
 */
final class SampleTimes {
    private static final int REMEMBERED = 30;
    /** Clocks that differ by less are right: the newest sample may be a second old, and an answer takes time. */
    private static final long TOLERANCE = 3000;
    private static final long JUMP = 1500;

    private final Deque<Long> ages = new ArrayDeque<>();
    private OptionalLong doubt = OptionalLong.empty();
    private long youngest; // of the ages
    private long shift;
    private long lastMillis = Long.MIN_VALUE;
    private long lastSecond = Long.MIN_VALUE;

    /** Learns how old the newest sample of an answer is. */
    void received(Instant newest, Instant now) {
        long age = now.toEpochMilli() - newest.toEpochMilli();
        if (!ages.isEmpty() && Math.abs(age - youngest) > 2 * TOLERANCE) {
            // Either one of the clocks was set, then the next one says the same, or this computer was asleep for a moment.
            if (doubt.isEmpty() || Math.abs(age - doubt.getAsLong()) > TOLERANCE) {
                doubt = OptionalLong.of(age);
                return;
            }
            ages.clear();
        }
        doubt = OptionalLong.empty();
        ages.addLast(age);
        if (ages.size() > REMEMBERED) {
            ages.removeFirst();
        }
        youngest = Long.MAX_VALUE;
        for (long one : ages) {
            youngest = Math.min(youngest, one);
        }
        long wanted = Math.abs(youngest) <= TOLERANCE ? 0 : youngest;
        if (Math.abs(wanted - shift) > JUMP) {
            shift = wanted;
            lastMillis = Long.MIN_VALUE;
        }
    }

    /** How much this computer's clock is ahead of the server's in milliseconds, 0 to 1,000 too much; empty if not known yet. */
    OptionalLong ahead() {
        return ages.isEmpty() ? OptionalLong.empty() : OptionalLong.of(youngest);
    }

    /** Takes a sample's time, in ascending order. */
    Place place(Instant time) {
        long millis = time.toEpochMilli() + shift;
        long second = Math.floorDiv(millis, 1000L);
        boolean alsoBefore = false;
        long distance = millis - lastMillis;
        if (lastMillis != Long.MIN_VALUE && distance > 0 && distance < 10_000) {
            long expected = lastSecond + Math.round(distance / 1000.0);
            double error = millis / 1000.0 - expected;
            if (error >= -0.3 && error <= 1.3) {
                second = expected;
            } else {
                // Its seconds are a bit longer than ours: once in a while one of ours would have none.
                alsoBefore = second == lastSecond + 2 && distance < 1700;
            }
        }
        lastMillis = millis;
        lastSecond = second;
        return new Place(second, alsoBefore);
    }

    /**
     * Where a sample belongs.
     *
     * @param second this computer's second that ends about when the sample was taken
     * @param alsoBefore whether it stands for the second before as well
     */
    record Place(long second, boolean alsoBefore) {}
}
