package org.apiaryfs.daemons.ctl;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.daemons.output.Csv;
import org.apiaryfs.daemons.output.Json;
import org.apiaryfs.daemons.output.StandardOutput;
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
    /** How long a signal waits for the end of what goes on. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    @Mixin private WhichCluster which;

    @ArgGroup private Format format = new Format();

    private boolean silence;

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
        Answer run(ClusterConnection connection, ClusterSnapshot snapshot) throws CtlException, ExecutionException, InterruptedException, IOException;
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

    /** Connects, works, prints; the exit code. A signal interrupts the work, which tidies up then. */
    int answer(SnapshotScope scope, Work work) {
        return TidyEnd.of(PATIENCE, () -> answered(scope, work));
    }

    private int answered(SnapshotScope scope, Work work) {
        try (ClusterConnection connection = ClusterConnection.onDemand(which.address(), scope)) {
            Answer answer = work.run(connection, connection.first().get());
            StandardOutput.print(format.json ? Json.text(answer.data()) : format.csv ? Csv.text(answer.data()) : answer.text());
            return answer.exitCode() == OK && silence ? INCOMPLETE : answer.exitCode();
        } catch (CtlException e) {
            return failed(e.getMessage(), BAD_ARGUMENTS);
        } catch (ExecutionException e) {
            Problem problem = AdminException.problemOf(e);
            return failed(problem.sentence(), problem.kind() == Problem.Kind.BAD_REQUEST ? BAD_ARGUMENTS : FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted", FAILED);
        } catch (IOException e) {
            return StandardOutput.readerHasEnough(e) ? FAILED : failed("the answer can't be written: " + e.getMessage(), FAILED);
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

    /** A server's answer; if there is none, standard error says why, and the command's answer is not complete. */
    <T> Optional<T> ask(String server, CompletableFuture<T> future) throws InterruptedException {
        try {
            return Optional.of(get(future));
        } catch (ExecutionException e) {
            silence = true;
            System.err.println("apiary ctl: " + server + ": " + AdminException.problemOf(e).sentence());
            return Optional.empty();
        }
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
