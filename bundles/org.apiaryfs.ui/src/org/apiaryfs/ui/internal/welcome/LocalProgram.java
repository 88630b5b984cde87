package org.apiaryfs.ui.internal.welcome;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The program apiary-local of the daemons' installation, which starts a whole cluster on this computer. Immutable; any
 * thread. Its methods return at once; cancelling what they return ends the process, which takes with it what it has started.
 *
 * @param program to be run
 * @param options given with every command, such as {@code --dir}
 */
record LocalProgram(Path program, List<String> options) {
    /** A property of the system with the path of the program. */
    static final String PROPERTY = "apiary.local";
    private static final String NAME = "apiary-local";
    private static final int NOT_RUNNING = 3; // its exit code if not everything runs

    /** It has failed. */
    static final class FailedException extends IOException {
        private static final long serialVersionUID = 1;

        /** @param sentence the last thing that the program has said */
        FailedException(String sentence) {
            super(sentence);
        }
    }

    LocalProgram {
        options = List.copyOf(options);
    }

    /**
     * Looks for the program: where the property says, in the installation that this one is part of, on the PATH.
     *
     * @param property value of {@link #PROPERTY}
     * @param installation folder of the desktop suite
     * @param path folders, with the system's separator between them
     */
    static Optional<LocalProgram> find(Optional<String> property, Path installation, String path) {
        Stream<Path> places = Stream.of(
                property.filter(text -> !text.isEmpty()).map(Path::of).stream(),
                Stream.of(installation.resolve("bin"), installation.resolve("../bin").normalize()).map(folder -> folder.resolve(NAME)),
                Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, NAME))).flatMap(found -> found);
        return places.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).findFirst().map(file -> new LocalProgram(file, List.of()));
    }

    /**
     * Starts the cluster; what runs already is left as it is.
     *
     * @param mount whether to mount it too
     * @param log is told each line of the program, by a thread of its own
     */
    CompletableFuture<Void> up(boolean mount, Consumer<String> log) {
        return run(mount ? List.of("up") : List.of("up", "--no-mount"), log, 0, output -> null);
    }

    /** Unmounts and stops the cluster; its data stays. */
    CompletableFuture<Void> down(Consumer<String> log) {
        return run(List.of("down"), log, 0, output -> null);
    }

    /** What there is of the cluster. */
    CompletableFuture<LocalState> state() {
        return run(List.of("status", "--json"), line -> { }, NOT_RUNNING, lines -> LocalState.parse(String.join("\n", lines)));
    }

    /** @param result of the lines that the program has printed */
    private <T> CompletableFuture<T> run(List<String> command, Consumer<String> log, int alsoGood, Function<List<String>, T> result) {
        var words = new ArrayList<>(List.of(program.toString()));
        words.addAll(command);
        words.addAll(options);
        var end = new CompletableFuture<T>();
        Thread.ofVirtual().name(NAME).start(() -> {
            try {
                var builder = new ProcessBuilder(words).redirectErrorStream(true);
                builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
                Process process = builder.start();
                end.whenComplete((value, failure) -> process.destroy()); // if it is cancelled; else it has ended
                List<String> lines = read(process, log);
                int code = process.waitFor();
                if (code == 0 || code == alsoGood) {
                    end.complete(result.apply(lines));
                } else {
                    end.completeExceptionally(new FailedException(lines.isEmpty() ? NAME + ": " + code : lines.getLast()));
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    private static List<String> read(Process process, Consumer<String> log) throws IOException {
        var lines = new ArrayList<String>();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                log.accept(line);
            }
        }
        return lines;
    }
}
