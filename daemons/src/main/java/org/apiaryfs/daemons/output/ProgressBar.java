package org.apiaryfs.daemons.output;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line on a terminal that tells how far something is; nothing elsewhere. Used by one thread at a time. */
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final long PAUSE = Duration.ofMillis(200).toNanos();
    private static final String CLEAR = "\r\u001b[K";
    private static final String CUT = "\u001b[?7l"; // at the edge, where else a second line would begin
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream terminal;
    private final boolean shown;
    private long next = System.nanoTime();

    private ProgressBar(PrintStream terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /** On standard error, if that is a terminal. */
    public static ProgressBar ofTerminal() {
        return new ProgressBar(System.err, System.console() != null && System.console().isTerminal());
    }

    static ProgressBar on(PrintStream terminal) {
        return new ProgressBar(terminal, true);
    }

    /**
     * Shows how far it is, not more often than people can read.
     *
     * @param part of the whole; with a whole of 0 nobody knows how much there is
     * @param text what is done at the moment
     */
    public void show(long part, long whole, String text) {
        if (!shown || System.nanoTime() < next) {
            return;
        }
        next = System.nanoTime() + PAUSE;
        if (whole <= 0) {
            terminal.print(line(text));
        } else {
            double share = Math.clamp((double) part / whole, 0, 1);
            int done = (int) Math.round(share * WIDTH);
            terminal.print(line("[" + "#".repeat(done) + " ".repeat(WIDTH - done) + "] " + String.format(Locale.ROOT, "%3.0f%% ", 100 * share) + text));
        }
        terminal.flush();
    }

    /** What puts a text in the place of a terminal's present line, as far as it fits; "" makes room for other lines. */
    public static String line(String text) {
        return text.isEmpty() ? CLEAR : CLEAR + CUT + text + WRAP;
    }

    /** Makes room for other lines. */
    @Override
    public void close() {
        if (shown) {
            terminal.print(line(""));
            terminal.flush();
        }
    }
}
