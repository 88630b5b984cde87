package org.apiaryfs.daemons.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.Mounts;

/** Mounts and unmounts a local cluster by the program apiary-mount. Stateless. */
final class Mounter {
    static final String PROGRAM = "apiary-mount";
    static final String MAIN_CLASS = "org.apiaryfs.fuse.mount.MountMain";
    private static final Duration UNMOUNT = Duration.ofSeconds(60);

    private Mounter() {}

    /** Straight into the background process, which saves the process that would only start it and wait for its word. */
    static List<String> words(ClusterFiles files, Plan plan) {
        return List.of("--background-child", "-o", "cfgFile=" + files.config(Processes.MOUNT), plan.mount().toString());
    }

    /** Makes the mount point; a mount that a dead process left behind is the mount program's business. */
    static void prepare(Path directory) throws IOException, LocalException {
        if (Mounts.mounted(directory)) {
            return;
        }
        Files.createDirectories(directory);
        try (var entries = Files.list(directory)) {
            if (entries.findAny().isPresent()) {
                throw new LocalException("the mount point " + directory + " is not empty; choose another with --mount");
            }
        }
    }

    /** @param force unmounts even if files are open there; programs that have them get errors */
    static void unmount(Plan plan, Processes processes, Progress progress, boolean force)
            throws IOException, LocalException, InterruptedException {
        Optional<ProcessRef> process = processes.running(Processes.MOUNT);
        if (process.isEmpty() && !Mounts.mounted(plan.mount())) {
            return;
        }
        progress.step("unmounting " + plan.mount());
        if (Mounts.mounted(plan.mount())) {
            String failure = fusermount(plan.mount(), force || process.isEmpty());
            if (!failure.isEmpty() && Mounts.mounted(plan.mount())) {
                throw new LocalException(plan.mount() + " can't be unmounted: " + failure
                        + "; end the programs that use it, or unmount it all the same with --force");
            }
        }
        if (process.isPresent() && !process.get().awaitEnd(UNMOUNT)) {
            process.get().terminate();
            if (!process.get().awaitEnd(UNMOUNT)) {
                process.get().kill();
            }
        }
        processes.remove(Processes.MOUNT);
    }

    /** Empty if it succeeded, else why not. */
    private static String fusermount(Path directory, boolean lazy) throws IOException, InterruptedException {
        List<String> command = ProcessRef.effectiveUser() == 0
                ? lazy ? List.of("umount", "-l", directory.toString()) : List.of("umount", directory.toString())
                : lazy ? List.of("fusermount3", "-u", "-z", directory.toString()) : List.of("fusermount3", "-u", directory.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset()).trim();
        return process.waitFor() == 0 ? "" : said.isEmpty() ? String.join(" ", command) + " failed" : said;
    }
}
