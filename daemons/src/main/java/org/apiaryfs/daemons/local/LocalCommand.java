package org.apiaryfs.daemons.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.Mounts;
import org.apiaryfs.daemons.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands of apiary-local. Used by the main thread. */
@Command(name = "apiary-local", description = "A whole cluster on this machine.", mixinStandardHelpOptions = true,
        subcommands = {LocalCommand.Up.class, LocalCommand.Down.class, LocalCommand.Status.class})
public final class LocalCommand {
    /** All is as asked for. */
    private static final int OK = 0;
    /** Something failed; standard error says what. */
    private static final int FAILED = 1;
    /** As the Linux Standard Base has it: not running. */
    private static final int NOT_RUNNING = 3;

    /** Which cluster. */
    static final class Where {
        @Option(names = "--dir", paramLabel = "DIR", description = "Directory of the cluster (default: below /var/lib for root, below the home directory else).")
        private Path directory;

        ClusterFiles files() {
            return directory == null ? ClusterFiles.ofDefault() : ClusterFiles.of(directory);
        }
    }

    /** What a command does. */
    @FunctionalInterface
    private interface Body {
        int run() throws IOException, LocalException, InterruptedException;
    }

    private static int guarded(String command, Progress progress, Body body) {
        try {
            return body.run();
        } catch (LocalException e) {
            progress.close();
            System.err.println("apiary " + command + ": " + e.getMessage());
            return FAILED;
        } catch (IOException e) {
            progress.close();
            System.err.println("apiary " + command + ": " + why(e));
            return FAILED;
        } catch (InterruptedException e) {
            progress.close();
            System.err.println("apiary " + command + ": interrupted");
            return FAILED;
        }
    }

    /** Exceptions of files have little more than a path for a message. */
    private static String why(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + " may not be used by this user; name another directory with --dir";
            case FileSystemException other when other.getReason() == null -> other.getFile() + ": " + other.getClass().getSimpleName();
            default -> failure.getMessage();
        };
    }

    /** Starts and mounts. */
    @Command(name = "up", description = "Starts a cluster on this machine and mounts it; starts only what doesn't run yet.", mixinStandardHelpOptions = true)
    static final class Up implements Callable<Integer> {
        @Mixin private Where where;
        @Option(names = "--meta", paramLabel = "N", description = "Number of metadata daemons (1).") private Integer metas;
        @Option(names = "--storage", paramLabel = "N", description = "Number of storage daemons (1).") private Integer storages;
        @Option(names = "--targets", paramLabel = "N", description = "Targets of each storage daemon (2).") private Integer targets;
        @Option(names = "--quotas", description = "Keep and enforce limits of users and groups, from now on.") private boolean quotas;
        @Option(names = "--mount", paramLabel = "DIR", description = "Where to mount (mnt in the cluster's directory).") private Path mount;
        @Option(names = "--no-mount", description = "Start the daemons only.") private boolean noMount;
        @Option(names = "--base-port", paramLabel = "P", description = "First port of a row (default: BeeGFS's ports, or free ones).") private Integer basePort;

        @Override
        public Integer call() {
            Progress progress = Progress.toPeople();
            return guarded("up", progress, () -> up(where.files(), progress));
        }

        private int up(ClusterFiles files, Progress progress) throws IOException, LocalException, InterruptedException {
            if (basePort != null && (basePort < 1024 || basePort > 55_000)) {
                throw new LocalException("--base-port must be in 1024..55000, since status pages are 10000 above");
            }
            long begin = System.nanoTime();
            Layout.makeRoot(files);
            try (ClusterLock lock = ClusterLock.take(files)) {
                LocalCluster cluster = new LocalCluster(files, Programs.ofThisInstallation(), progress);
                Plan plan = abortable(cluster, new LocalCluster.Wishes(Optional.ofNullable(metas), Optional.ofNullable(storages),
                        Optional.ofNullable(targets), quotas, Optional.ofNullable(mount), Optional.ofNullable(basePort), !noMount));
                System.out.print(Welcome.text(files, plan, program(), !noMount, System.nanoTime() - begin));
                return OK;
            }
        }

        /** Whatever ends this process before the cluster is up takes what was started with it. */
        private static Plan abortable(LocalCluster cluster, LocalCluster.Wishes wishes) throws IOException, LocalException, InterruptedException {
            Thread cleaner = new Thread(cluster::abort, "abort");
            Runtime.getRuntime().addShutdownHook(cleaner);
            try {
                Plan plan = cluster.up(wishes);
                keep(cleaner);
                return plan;
            } catch (LocalException | IOException | RuntimeException e) {
                cluster.abort();
                keep(cleaner);
                throw e;
            }
        }

        private static void keep(Thread cleaner) throws InterruptedException {
            try {
                Runtime.getRuntime().removeShutdownHook(cleaner);
            } catch (IllegalStateException e) {
                throw new InterruptedException("the process is ending");
            }
        }
    }

    /** Unmounts and stops. */
    @Command(name = "down", description = "Unmounts the cluster and stops it; the data stays.", mixinStandardHelpOptions = true)
    static final class Down implements Callable<Integer> {
        @Mixin private Where where;
        @Option(names = "--force", description = "Unmount even if programs use the mount; they get errors.") private boolean force;

        @Override
        public Integer call() {
            Progress progress = Progress.toPeople();
            return guarded("down", progress, () -> {
                ClusterFiles files = where.files();
                Optional<Plan> plan = Plan.read(files);
                if (plan.isEmpty()) {
                    System.out.println("There is no cluster in " + files.root() + ".");
                    return OK;
                }
                try (ClusterLock lock = ClusterLock.take(files)) {
                    LocalCluster cluster = new LocalCluster(files, Programs.ofThisInstallation(), progress);
                    boolean ran = cluster.processes().anyRunning() || Mounts.mounted(plan.get().mount());
                    cluster.down(plan.get(), force);
                    System.out.println(ran ? "Stopped; the data is in " + files.root() + "." : "Nothing runs of the cluster in " + files.root() + ".");
                    return OK;
                }
            });
        }
    }

    /** As the user has called it, for what is proposed to type next. */
    private static String program() {
        return Optional.ofNullable(System.getenv("APIARY_PROGRAM")).orElse("apiary");
    }

    /** Shows what runs. */
    @Command(name = "status", description = "Shows daemons, ports, mount and targets. Exit code 3 if not everything runs.", mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Mixin private Where where;
        @Option(names = "--json", description = "As JSON with stable keys.") private boolean json;

        @Override
        public Integer call() {
            Progress progress = Progress.toPeople();
            return guarded("status", progress, () -> {
                ClusterFiles files = where.files();
                Optional<Plan> plan = Plan.read(files);
                if (plan.isEmpty()) {
                    System.out.print(json ? Json.text(java.util.Map.of("dir", files.root().toString(), "state", "none"))
                            : "There is no cluster in " + files.root() + "; \"apiary up\" makes one.\n");
                    return NOT_RUNNING;
                }
                LocalStatus status = LocalStatus.look(files, plan.get());
                System.out.print(json ? Json.text(StatusText.data(status)) : StatusText.text(status, program()));
                return status.complete() ? OK : NOT_RUNNING;
            });
        }
    }
}
