package org.apiaryfs.daemons.ctl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.daemons.output.Json;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands have: which cluster they mean, how they answer, and how they fail. Used by the main thread. */
final class Cluster {
    private static final int OK = 0;
    private static final int BAD_ARGUMENTS = 1;
    private static final int FAILED = 3;

    @Mixin private WhichCluster which;

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
        try (ClusterConnection connection = ClusterConnection.onDemand(which.address())) {
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

    /** A question that waits for its answer. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws AdminException, InterruptedException;
    }

    /** A question's answer, for {@link Work}. */
    static <T> T ask(Question<T> question) throws ExecutionException, InterruptedException {
        try {
            return question.ask();
        } catch (AdminException e) {
            throw new ExecutionException(e);
        }
    }

    /** A future's value, for {@link Work}. */
    static <T> T get(CompletableFuture<T> future) throws ExecutionException, InterruptedException {
        return future.get();
    }
}
