package org.apiaryfs.daemons.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that can't be taken for another one that later got the same number: the kernel's start
 * time belongs to it, and the boot that this time counts from. Immutable.
 *
 * @param pid process ID
 * @param startTicks clock ticks from boot to its start
 * @param boot the kernel's ID of this boot
 */
public record ProcessRef(long pid, long startTicks, String boot) {
    private static final Path PROC = Path.of("/proc");
    /** Positions in /proc/PID/stat after the name, which may hold blanks. */
    private static final int STATE = 0;
    private static final int START = 19;
    private static final int RESIDENT_KIB_PER_PAGE = 4;
    private static final Duration LOOK = Duration.ofMillis(10);

    /** A process that runs now. */
    static Optional<ProcessRef> of(long pid) {
        return stat(pid).map(fields -> new ProcessRef(pid, Long.parseLong(fields[START]), bootId()));
    }

    /** True if exactly this process runs. */
    boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Asks it to end (SIGTERM), if it runs. */
    void terminate() {
        if (alive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    /** Ends it (SIGKILL), if it runs. */
    void kill() {
        if (alive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /**
     * Waits until it doesn't run any more; false if it still does after the limit. Nobody tells us of the
     * end of a process that isn't our child, and the JDK looks only once a second.
     */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        while (alive()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }

    /** Resident memory in bytes, 0 if it doesn't run. */
    long residentBytes() {
        try {
            String[] pages = Files.readString(PROC.resolve(pid + "/statm")).split(" ");
            return alive() ? Long.parseLong(pages[1]) * RESIDENT_KIB_PER_PAGE * 1024 : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Fields of /proc/PID/stat after the name; empty for no process and for one that has ended but not been reaped. */
    private static Optional<String[]> stat(long pid) {
        try {
            String text = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return fields[STATE].equals("Z") || fields[STATE].equals("X") ? Optional.empty() : Optional.of(fields);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).trim();
        } catch (IOException e) {
            return "";
        }
    }

    /** User ID that files are created with. */
    public static int effectiveUser() {
        try {
            return Files.readAllLines(PROC.resolve("self/status")).stream().filter(line -> line.startsWith("Uid:"))
                    .map(line -> Integer.parseInt(line.split("\\s+")[2])).findFirst().orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }
}
