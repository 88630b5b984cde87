package org.apiaryfs.daemons.ctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.daemons.local.ClusterFiles;
import org.apiaryfs.daemons.local.Plan;
import org.apiaryfs.daemons.output.Json;
import picocli.CommandLine.Option;

/** What all commands have: which cluster they mean, how they answer, and how they fail. Used by the main thread. */
final class Cluster {
    private static final int OK = 0;
    private static final int BAD_ARGUMENTS = 1;
    private static final int FAILED = 3;

    @Option(names = "--mgmtd", paramLabel = "HOST[:PORT]", description = "The management server (default: that of the cluster on this machine).")
    private String management;

    @Option(names = "--auth-file", paramLabel = "FILE", description = "The cluster's shared secret (connAuthFile).")
    private Path secret;

    @Option(names = "--dir", paramLabel = "DIR", description = "Directory of a cluster on this machine, as given to \"up\".")
    private Path directory;

    @Option(names = "--json", description = "Answer as JSON with stable keys.")
    private boolean json;

    /** What a command does with the cluster. */
    @FunctionalInterface
    interface Work {
        /** @return what to show: text, or data for {@code --json} */
        Answer run(ClusterConnection connection, ClusterSnapshot snapshot) throws CtlException, ExecutionException, InterruptedException;
    }

    /**
     * A command's answer.
     *
     * @param text for people
     * @param data maps, lists and values with stable keys
     */
    record Answer(String text, Object data) {}

    /** Connects, works, prints; the exit code. */
    int answer(Work work) {
        try (ClusterConnection connection = ClusterConnection.onDemand(address())) {
            Answer answer = work.run(connection, connection.first().get());
            System.out.print(json ? Json.text(answer.data()) : answer.text());
            return OK;
        } catch (CtlException e) {
            return failed(e.getMessage(), BAD_ARGUMENTS);
        } catch (ExecutionException e) {
            return failed(AdminException.problemOf(e).sentence(), FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted", FAILED);
        }
    }

    private static int failed(String why, int code) {
        System.err.println("apiary ctl: " + why);
        return code;
    }

    private ClusterAddress address() throws CtlException {
        if (management != null) {
            try {
                return ClusterAddress.parse(management, Optional.ofNullable(secret));
            } catch (IllegalArgumentException e) {
                throw new CtlException(e.getMessage());
            }
        }
        ClusterFiles files = directory == null ? ClusterFiles.ofDefault() : ClusterFiles.of(directory);
        try {
            Plan plan = Plan.read(files).orElseThrow(() -> new CtlException("which cluster? There is none in " + files.root()
                    + "; name its management server with --mgmtd HOST:PORT, and its secret with --auth-file FILE"));
            return new ClusterAddress("127.0.0.1", plan.managementPort(), Optional.of(secret == null ? files.secret() : secret));
        } catch (IOException e) {
            throw new CtlException("the cluster in " + files.root() + " can't be looked up: " + e);
        }
    }

    /** A future's value, for {@link Work}. */
    static <T> T get(CompletableFuture<T> future) throws ExecutionException, InterruptedException {
        return future.get();
    }
}
