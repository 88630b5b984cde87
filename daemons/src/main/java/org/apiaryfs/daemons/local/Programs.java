package org.apiaryfs.daemons.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the other programs are started: by the scripts of the installation that this program belongs
 * to, or, without one, from this program's own class path. Immutable.
 */
final class Programs {
    private static final String HOME = "apiary.home";
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Optional<Path> home;

    private Programs(Optional<Path> home) {
        this.home = home;
    }

    static Programs ofThisInstallation() {
        return new Programs(Optional.ofNullable(System.getProperty(HOME)).map(Path::of));
    }

    /**
     * Starts a program that outlives this one: in a session of its own, so that it gets no signals of
     * our terminal, and with nothing of ours open but the given end of a pipe.
     *
     * @param program such as apiary-meta
     * @param mainClass for starting it without an installation
     * @param errors gets its standard error
     * @return the process; its standard output is a pipe
     */
    Process start(String program, String mainClass, List<String> words, Path errors) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString()); // replaces itself by the program, which keeps the process ID
        }
        command.addAll(command(program, mainClass));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(new File("/"));
        builder.redirectInput(new File("/dev/null"));
        builder.redirectError(errors.toFile());
        builder.environment().remove("NOTIFY_SOCKET");
        return builder.start();
    }

    private List<String> command(String program, String mainClass) {
        if (home.isPresent()) {
            return List.of(home.get().resolve("bin").resolve(program).toString());
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), mainClass));
        return command;
    }

    private static String absolute(String classPath) {
        return String.join(File.pathSeparator, Arrays.stream(classPath.split(File.pathSeparator))
                .map(element -> Path.of(element).toAbsolutePath().toString()).toList());
    }
}
