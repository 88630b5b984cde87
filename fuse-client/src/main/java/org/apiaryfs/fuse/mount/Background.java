package org.apiaryfs.fuse.mount;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process in the background: the same program once more, detached, that tells over a pipe when the
 * mount is usable, or why not. Stateless.
 */
final class Background {
    /** Hidden option of the second process. */
    static final String CHILD_OPTION = "--background-child";

    private static final String READY = "ready";
    private static final String FAILED = "failed ";
    private static final Path OWN_COMMAND = Path.of("/proc/self/cmdline");

    private Background() {}

    /**
     * Starts the process and waits for its word.
     *
     * @param log where its standard error goes
     * @throws MountFailure with its reason if it gives up
     */
    static void start(Path log) throws MountFailure {
        Process child;
        try {
            List<String> command = new ArrayList<>(List.of(Files.readString(OWN_COMMAND, StandardCharsets.ISO_8859_1).split("\0")));
            command.add(CHILD_OPTION);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            child = builder.start();
        } catch (IOException e) {
            throw new MountFailure(MountFailure.SYSTEM, "the background process can't be started: " + e.getMessage());
        }
        Thread interrupted = new Thread(child::destroy);
        Runtime.getRuntime().addShutdownHook(interrupted);
        try (BufferedReader words = child.inputReader(StandardCharsets.UTF_8)) {
            String word = words.readLine();
            if (word != null && word.startsWith(READY)) {
                Runtime.getRuntime().removeShutdownHook(interrupted);
                return;
            }
            throw word != null && word.startsWith(FAILED) ? failure(word.substring(FAILED.length()))
                    : new MountFailure(MountFailure.SYSTEM, "the background process ended without a word; its log is " + log);
        } catch (IOException e) {
            throw new MountFailure(MountFailure.SYSTEM, "the background process can't be heard: " + e.getMessage());
        }
    }

    private static MountFailure failure(String text) {
        int blank = text.indexOf(' ');
        return new MountFailure(Integer.parseInt(text.substring(0, blank)), text.substring(blank + 1));
    }

    /** In the second process: leaves the terminal's session, so that its signals don't reach the mount. */
    static void detach() {
        try {
            var setsid = Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow("setsid"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT));
            int ignored = (int) setsid.invokeExact(); // fails if it leads a session already, which is as good
        } catch (Throwable e) {
            throw new IllegalStateException("setsid can't be called", e);
        }
    }

    /** In the second process: the mount is usable. */
    static void ready() {
        say(READY);
    }

    /** In the second process: it gives up. */
    static void failed(MountFailure failure) {
        say(FAILED + failure.exitCode() + " " + failure.getMessage().replace('\n', ' '));
    }

    private static void say(String word) {
        PrintStream pipe = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        pipe.println(word);
        pipe.close();
    }
}
