package org.apiaryfs.daemons.beegfs;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs a command line of BeeGFS's control tool. Stateless. */
public final class BeegfsCtl {
    private static final String PREFIX = "--";

    private BeegfsCtl() {}

    /** Whether a command line is one of that tool, and none of Apiary's own. */
    public static boolean understands(String[] words) {
        return Arrays.stream(words).anyMatch(w -> mode(w).isPresent());
    }

    private static Optional<Mode> mode(String word) {
        return word.startsWith(PREFIX) ? Modes.named(word.substring(PREFIX.length())) : Optional.empty();
    }

    /**
     * Runs it.
     *
     * @return exit code
     */
    public static int run(String[] words, InputStream input, PrintStream out, PrintStream err) {
        return run(words, input, out, err, Host.local());
    }

    static int run(String[] words, InputStream input, PrintStream out, PrintStream err, Host host) {
        List<String> line = List.of(words);
        Optional<Mode> mode = line.stream().map(BeegfsCtl::mode).flatMap(Optional::stream).findFirst();
        if (mode.isEmpty()) {
            out.print(line.contains("--helpall") ? Modes.overview(line.contains("--hidden")) : Modes.overview(false));
            return line.contains("--help") || line.contains("--helpall") ? ExitCode.OK : ExitCode.BAD_ARGUMENTS;
        }
        if (line.contains("--help")) {
            out.print(Modes.usage(mode.get()));
            return ExitCode.OK;
        }
        Optional<Mode> chosen = mode;
        ModeArguments arguments = new ModeArguments(line.stream().filter(w -> !mode(w).equals(chosen) || w.contains("=")).toList());
        ClusterChoice choice = ClusterChoice.take(arguments);
        try (ModeRun run = new ModeRun(choice, input, out, err, host)) {
            Mode.Action action = mode.get().parser().parse(arguments);
            arguments.end();
            if (mode.get().root() && host.user() != 0) {
                throw ModeException.badArguments("This mode requires root privileges.");
            }
            int code = action.run(run);
            return code == ExitCode.OK && out.checkError() ? ExitCode.FAILED : code;
        } catch (ModeException e) {
            out.flush();
            err.println(e.getMessage());
            return e.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }
}
