package org.apiaryfs.fuse.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiaryfs.fuse.FuseSession;

/** Takes mounts away, also those whose process has died. Stateless; blocks. */
final class Unmount {
    private static final int END_SECONDS = 60;
    private static final int MOUNT_POINT = 4; // field of mountinfo
    private static final String TYPE = " fuse.apiary ";

    private Unmount() {}

    /**
     * Unmounts a directory and waits until everything is written and the serving process has ended.
     *
     * @param force also if it is in use; what uses it gets errors
     */
    static void run(Path given, boolean force, boolean root) throws MountFailure, InterruptedException {
        Path directory = given.toAbsolutePath().normalize();
        if (!mounted(directory)) {
            throw new MountFailure(MountFailure.MOUNT, directory + " is not a mount of Apiary");
        }
        if (MountState.held(directory)) {
            FuseSession.abandon(directory);
        }
        Optional<ProcessHandle> server = MountState.process(directory);
        String problem = unmount(directory, false, root);
        if (!problem.isEmpty() && mounted(directory)) {
            // A mount without server can't be in good use.
            boolean dead = server.isEmpty();
            problem = force || dead ? unmount(directory, true, root) : problem;
            if (!problem.isEmpty()) {
                throw new MountFailure(MountFailure.MOUNT, "cannot unmount " + directory + ": " + problem
                        + (force ? "" : "; end what uses it, or add --force"));
            }
        }
        if (server.isPresent()) {
            try {
                server.get().onExit().get(END_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new MountFailure(MountFailure.SYSTEM, directory + " is unmounted, but its process " + server.get().pid()
                        + " still writes after " + END_SECONDS + " s; see its log");
            }
        }
    }

    /** Without touching the directory, whose server may be dead. */
    private static boolean mounted(Path directory) {
        String wanted = directory.toString().replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011").replace("\n", "\\012");
        try {
            return Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.UTF_8).stream()
                    .anyMatch(line -> line.contains(TYPE) && line.split(" ")[MOUNT_POINT].equals(wanted));
        } catch (IOException e) {
            return true;
        }
    }

    /** What went wrong, "" if nothing. */
    private static String unmount(Path directory, boolean lazy, boolean root) throws MountFailure, InterruptedException {
        List<String> command = root
                ? List.of("umount", lazy ? "-l" : "-v", "--", directory.toString())
                : lazy ? List.of("fusermount3", "-u", "-z", "--", directory.toString()) : List.of("fusermount3", "-u", "--", directory.toString());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : said.isEmpty() ? command.getFirst() + " failed" : said;
        } catch (IOException e) {
            throw new MountFailure(MountFailure.SYSTEM, command.getFirst() + " can't be run: " + e.getMessage());
        }
    }
}
