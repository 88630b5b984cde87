package org.apiaryfs.ui.charts.internal;

import java.util.concurrent.TimeUnit;
import org.eclipse.swt.widgets.Display;

/** Runs an action soon after it is asked for, but not more often than allowed, however often that is. UI thread only. */
public final class Throttle {
    private final Display display;
    private final Runnable action;
    private final int interval;
    private long last;
    private boolean pending;

    /** @param interval least milliseconds from one run to the next */
    public Throttle(Display display, int interval, Runnable action) {
        this.display = display;
        this.interval = interval;
        this.action = action;
        last = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(interval);
    }

    public void request() {
        if (pending) {
            return;
        }
        pending = true;
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
        display.timerExec(Math.clamp(interval - since, 0, interval), this::run);
    }

    private void run() {
        pending = false;
        last = System.nanoTime();
        action.run();
    }
}
