package org.apiaryfs.daemons.ctl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.daemons.output.Csv;
import org.apiaryfs.daemons.output.Json;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands have: which cluster they mean, how they answer, and how they fail. Used by the main thread. */
final class Cluster {
    static final int OK = 0;
    static final int BAD_ARGUMENTS = 1;
    static final int FAILED = 3;
    /** Not all of it could be done. */
    static final int INCOMPLETE = 4;

    @Mixin private WhichCluster which;

    @ArgGroup private Format format = new Format();

    /** How answers look. */
    private static final class Format {
        @Option(names = "--json", description = "Answer as JSON with stable keys.")
        private boolean json;

        @Option(names = "--csv", description = "Answer as values separated by commas, with stable column names.")
        private boolean csv;
    }

    /** What a command does with the cluster. */
    @FunctionalInterface
    interface Work {
        /** @return what to show: text, or data for {@code --json} and {@code --csv} */
        Answer run(ClusterConnection connection, ClusterSnapshot snapshot) throws CtlException, ExecutionException, InterruptedException;
    }

    /**
     * A command's answer.
     *
     * @param text for people
     * @param data maps, lists and values with stable keys
     * @param exitCode how the program ends
     */
    record Answer(String text, Object data, int exitCode) {
        /** All went well. */
        Answer(String text, Object data) {
            this(text, data, OK);
        }
    }

    /** Connects without asking targets for their space, works, prints; the exit code. */
    int answer(Work work) {
        return answer(SnapshotScope.LISTS, work);
    }

    /** Connects, works, prints; the exit code. */
    int answer(SnapshotScope scope, Work work) {
        try (ClusterConnection connection = ClusterConnection.onDemand(which.address(), scope)) {
            Answer answer = work.run(connection, connection.first().get());
            System.out.print(format.json ? Json.text(answer.data()) : format.csv ? Csv.text(answer.data()) : answer.text());
            return answer.exitCode();
        } catch (CtlException e) {
            return failed(e.getMessage(), BAD_ARGUMENTS);
        } catch (ExecutionException e) {
            return failed(AdminException.problemOf(e).sentence(), FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted", FAILED);
        }
    }

    /** Whether the answer is for people, so that parts of it may be shown before it is complete. */
    boolean forPeople() {
        return !format.json && !format.csv;
    }

    private static int failed(String why, int code) {
        System.err.println("apiary ctl: " + why);
        return code;
    }

    /** A future's value, for {@link Work}. */
    static <T> T get(CompletableFuture<T> future) throws ExecutionException, InterruptedException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        }
    }
}
