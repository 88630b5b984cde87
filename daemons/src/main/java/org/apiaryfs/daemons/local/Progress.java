package org.apiaryfs.daemons.local;

import java.io.PrintStream;
import org.apiaryfs.daemons.output.ProgressBar;

/**
 * Says what is being waited for, so that nobody wonders: on a terminal one line that changes, else a
 * line per step. Thread-safe.
 */
final class Progress implements AutoCloseable {
    private final PrintStream out;
    private final boolean terminal;
    private String shown = "";

    /** @param terminal whether lines can be overwritten */
    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** To standard error. */
    static Progress toPeople() {
        return new Progress(System.err, System.console() != null && System.console().isTerminal());
    }

    /** The step that is under way. */
    synchronized void step(String text) {
        boolean onlyTimePassed = withoutNumbers(text).equals(withoutNumbers(shown));
        shown = text;
        if (terminal) {
            out.print(ProgressBar.line("  " + text));
            out.flush();
        } else if (!onlyTimePassed) {
            out.println("  " + text);
        }
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("[0-9]+", "");
    }

    /** A line that stays. */
    synchronized void say(String text) {
        close();
        out.println(text);
    }

    /** Takes the changing line away. */
    @Override
    public synchronized void close() {
        if (terminal && !shown.isEmpty()) {
            out.print(ProgressBar.line(""));
            out.flush();
        }
        shown = "";
    }
}
