package org.apiaryfs.tests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A throw-away file system of this machine's Debian release, without Java, in which programs run as on a fresh host: with mounts of
 * their own, but on this machine's network. Needs root, debootstrap, and this machine's source of packages. Used by one thread.
 */
public final class DebianRoot {
    /** Enters with what programs need of the kernel; ends with the program, which keeps this process's number. */
    private static final String ENTER = "mount -t proc proc \"$0/proc\" && mount --rbind /dev \"$0/dev\" && exec chroot \"$0\" \"$@\"";

    private final Path directory;

    private DebianRoot(Path directory) {
        this.directory = directory;
    }

    /** Makes one. @param packages besides the essential ones */
    public static DebianRoot make(Path directory, String... packages) throws IOException, InterruptedException {
        Path log = directory.resolveSibling(directory.getFileName() + ".log");
        String release = Files.readAllLines(Path.of("/etc/os-release")).stream().filter(line -> line.startsWith("VERSION_CODENAME="))
                .map(line -> line.substring(line.indexOf('=') + 1)).findFirst().orElseThrow(() -> new IllegalStateException("/etc/os-release names no release"));
        String source = output("apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages", "Codename: " + release).lines().findFirst()
                .orElseThrow(() -> new IllegalStateException("apt-get knows no source of " + release + "; run apt-get update"));
        Process process = new ProcessBuilder("debootstrap", "--variant=minbase", "--include=" + String.join(",", packages), release, directory.toString(), source)
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertEquals(0, process.waitFor(), () -> "debootstrap, see " + log);
        return new DebianRoot(directory);
    }

    private static String output(String... words) throws IOException {
        return new String(new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Where a path of that file system is from here. */
    public Path path(String absolute) {
        return directory.resolve(absolute.substring(1));
    }

    /** Starts a program in it. @param output for standard output and error */
    public Process start(Path output, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", ENTER, directory.toString()));
        all.addAll(List.of(words));
        return new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** Runs a program in it, which must succeed, and returns what it wrote. */
    public String run(String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory.getParent(), "run", ".out");
        Process process = start(output, words);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertEquals(0, process.waitFor(), () -> String.join(" ", words) + ": " + read(output));
        return read(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Copies a file into it, to the same name below a directory. */
    public void copy(Path file, String into) throws IOException {
        Files.createDirectories(path(into));
        Files.copy(file, path(into).resolve(file.getFileName()));
    }

    /** Names in a directory, sorted. */
    public List<String> names(String absolute) throws IOException {
        try (Stream<Path> entries = Files.list(path(absolute))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** Removes all of it. */
    public void remove() throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("rm", "-rf", "--one-file-system", directory.toString()).inheritIO().start().waitFor());
    }
}
