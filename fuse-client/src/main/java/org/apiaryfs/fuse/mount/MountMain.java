package org.apiaryfs.fuse.mount;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apiaryfs.client.ClientKeys;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code apiary-mount}, also called by mount(8) as {@code mount.fuse.apiary}.
 *
 * <p>Threading: main thread.
 */
@Command(name = "apiary-mount", sortOptions = false,
        customSynopsis = {"apiary-mount [-f] [-o OPTION[=VALUE],...] [MGMTD-HOST[:PORT]] DIRECTORY",
            "       apiary-mount --unmount [--force] DIRECTORY"},
        description = {"Mounts a cluster's file system; returns when it is usable and serves it in the background.", ""},
        footer = {"", "Options for -o, besides those of mount(8) such as ro, noexec, noatime, allow_other (default for root):",
            "  backend=direct|jnr  transport=auto|device|uring  max_write=N  max_read=N  readers=N  cfgFile=FILE",
            "and the keys of the client's configuration, which --keys lists.", "",
            "In /etc/fstab:  host:8008  /mnt/apiary  fuse.apiary  connAuthFile=/etc/apiary/auth,_netdev  0 0"})
public final class MountMain implements Callable<Integer> {
    private static final String ROOT = "root";

    @Parameters(paramLabel = "ARGUMENT", arity = "0..2", hidden = true)
    private List<String> arguments = List.of();

    @Option(names = "-o", paramLabel = "OPTION[=VALUE]", description = "Options, separated by commas; may be repeated.")
    private List<String> options = List.of();

    @Option(names = {"-f", "--foreground"}, description = "Stay in the foreground, log to standard error.")
    private boolean foreground;

    @Option(names = {"-u", "--unmount"}, description = "Unmount DIRECTORY.")
    private boolean unmount;

    @Option(names = "--force", description = "With --unmount: even if it is in use.")
    private boolean force;

    @Option(names = "--keys", description = "List the configuration keys with their defaults.")
    private boolean keys;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = {"-n", "-s", "-v"}, hidden = true, description = "Passed by mount(8), without effect.")
    private boolean[] ofMount = {};

    @Option(names = {"-t", "-N"}, hidden = true, paramLabel = "VALUE", description = "Passed by mount(8), without effect.")
    private List<String> valuesOfMount = List.of();

    @Option(names = Background.CHILD_OPTION, hidden = true)
    private boolean child;

    private MountMain() {}

    /** Runs the command; the exit code is one of mount(8). */
    public static void main(String[] words) {
        CommandLine command = new CommandLine(new MountMain());
        command.setParameterExceptionHandler((e, args) -> {
            System.err.println("apiary-mount: " + e.getMessage());
            System.err.println("Try 'apiary-mount --help'.");
            return MountFailure.USAGE;
        });
        System.exit(command.execute(words));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            if (keys) {
                System.out.print(ClientKeys.schema().help());
                return 0;
            }
            if (arguments.isEmpty() || unmount && arguments.size() > 1) {
                throw new MountFailure(MountFailure.USAGE, arguments.isEmpty() ? "no directory is given; try --help" : "give one directory to unmount");
            }
            boolean root = ROOT.equals(System.getProperty("user.name"));
            Path directory = Path.of(arguments.getLast());
            if (unmount) {
                MountLog.start(Optional.empty(), 0);
                Unmount.run(directory, force, root);
            } else {
                mount(directory, root);
            }
            return 0;
        } catch (MountFailure e) {
            if (child) {
                Background.failed(e);
            } else {
                System.err.println("apiary-mount: " + e.getMessage());
            }
            return e.exitCode();
        }
    }

    private void mount(Path directory, boolean root) throws MountFailure, InterruptedException {
        if (child) {
            Background.detach();
        }
        List<String> words = new ArrayList<>();
        options.forEach(o -> words.addAll(List.of(o.split(","))));
        Optional<String> source = arguments.size() == 2 ? Optional.of(arguments.getFirst()) : Optional.empty();
        MountRequest request = MountRequest.of(source, directory, words, root);
        Optional<Path> log = request.config().get(ClientKeys.LOG_FILE);
        if (log.isEmpty() && !foreground) {
            log = Optional.of(MountLog.defaultFile(request.directory(), root));
        }
        if (!foreground && !child) {
            Background.start(log.orElseThrow());
            return;
        }
        MountLog.start(log, request.config().get(ClientKeys.LOG_LEVEL));
        ServedMount mount = ServedMount.start(request);
        if (child) {
            Background.ready();
        }
        mount.await();
    }
}
