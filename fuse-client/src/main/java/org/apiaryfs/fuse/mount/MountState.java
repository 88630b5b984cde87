package org.apiaryfs.fuse.mount;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which process serves a directory, so that unmounting can wait for its end, and as which client of which
 * cluster, so that one that has died can be taken out of it. The files are hints only: without them both take longer.
 * Stateless.
 */
final class MountState {
    private static final Logger LOG = LoggerFactory.getLogger(MountState.class);
    private static final String PREFIX = "apiary-mount";
    private static final String SUFFIX = ".pid";

    private MountState() {}

    /**
     * A client that a process of this host is or was.
     *
     * @param cluster the management server's "host:port"
     * @param id number in the cluster
     * @param alias name in the cluster
     */
    record Member(String cluster, int id, String alias) {}

    /** A member whose process has died without taking its leave, and the file that says so. */
    record Dead(Member member, Path file) {}

    /** Where files about mounts are, which nobody needs after a restart of the host. */
    static Path folder() {
        Path folder = Path.of("/run");
        return Files.isWritable(folder) ? folder
                : Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).map(Path::of).orElse(Path.of(System.getProperty("java.io.tmpdir")));
    }

    private static Path file(Path directory) {
        return folder().resolve(PREFIX + directory.toString().replace('/', '-') + SUFFIX);
    }

    static void write(Path directory, Member member) {
        ProcessHandle self = ProcessHandle.current();
        Properties state = new Properties();
        state.setProperty("pid", Long.toString(self.pid()));
        state.setProperty("started", started(self));
        state.setProperty("processes", processes());
        state.setProperty("cluster", member.cluster());
        state.setProperty("id", Integer.toString(member.id()));
        state.setProperty("alias", member.alias());
        try (var out = Files.newOutputStream(file(directory))) {
            state.store(out, null);
        } catch (IOException e) {
            LOG.debug("process ID not noted: {}", e.toString());
        }
    }

    static void remove(Path directory) {
        remove(new Dead(new Member("", 0, ""), file(directory)));
    }

    static void remove(Dead dead) {
        try {
            Files.deleteIfExists(dead.file());
        } catch (IOException e) {
            LOG.debug("process ID not removed: {}", e.toString());
        }
    }

    /** The process that served the directory last, if it still runs. */
    static Optional<ProcessHandle> process(Path directory) {
        return read(file(directory)).flatMap(MountState::process);
    }

    /** Whether the process that served the directory last was killed but is held by the kernel, so that its mount isn't dead yet. */
    static boolean held(Path directory) {
        return read(file(directory)).flatMap(MountState::started).filter(MountState::killed).isPresent();
    }

    /** The members of a cluster that died on this host and weren't taken out since. */
    static List<Dead> dead(String cluster) {
        List<Dead> dead = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                read(file).filter(s -> cluster.equals(s.getProperty("cluster"))).filter(s -> processes().equals(s.getProperty("processes")))
                        .filter(s -> process(s).isEmpty()).ifPresent(s -> dead.add(new Dead(
                                new Member(cluster, Integer.parseInt(s.getProperty("id", "0")), s.getProperty("alias", "")), file)));
            }
        } catch (IOException | UncheckedIOException | java.nio.file.DirectoryIteratorException | NumberFormatException e) {
            LOG.debug("dead mounts not looked for: {}", e.toString());
        }
        return dead;
    }

    private static Optional<Properties> read(Path file) {
        Properties state = new Properties();
        try (var in = Files.newInputStream(file)) {
            state.load(in);
            return Optional.of(state);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> process(Properties state) {
        return started(state).filter(p -> !killed(p));
    }

    /** The process that wrote the state, if there is something left of it. */
    private static Optional<ProcessHandle> started(Properties state) {
        try {
            return ProcessHandle.of(Long.parseLong(state.getProperty("pid", "")))
                    .filter(p -> p.isAlive() && started(p).equals(state.getProperty("started")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether its main thread has ended: all threads of a killed process do but those that wait in the kernel (proc(5), state Z). */
    private static boolean killed(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return true; // it has gone meanwhile
        }
    }

    /** Tells a process from a later one with the same number. */
    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("");
    }

    /** The space of process numbers that this process sees: in another one a number means another process (pid_namespaces(7)). */
    private static String processes() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
