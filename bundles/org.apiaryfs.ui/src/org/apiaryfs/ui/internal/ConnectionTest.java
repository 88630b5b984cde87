package org.apiaryfs.ui.internal;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.SnapshotScope;

/** One attempt to reach a cluster, made in the background. Called on the UI thread, and tells its result there. */
final class ConnectionTest {
    private final ClusterConnection connection;
    private boolean cancelled;

    /** How it went. Immutable. */
    sealed interface Result {
        /** The cluster answers. */
        record Reached(ClusterSnapshot snapshot) implements Result { }

        /** It doesn't. */
        record Failed(Problem problem) implements Result { }
    }

    private ConnectionTest(ClusterAddress address) {
        connection = ClusterConnection.onDemand(address, SnapshotScope.LISTS);
    }

    /**
     * Begins the attempt.
     *
     * @param ui runs what it is given on the UI thread, later
     * @param done is told the result once, unless the test is cancelled before
     */
    static ConnectionTest start(ClusterAddress address, Executor ui, Consumer<Result> done) {
        var test = new ConnectionTest(address);
        test.connection.first().whenComplete((snapshot, failure) -> {
            Result result = failure == null ? new Result.Reached(snapshot) : new Result.Failed(AdminException.problemOf(failure));
            test.connection.shutdown();
            ui.execute(() -> {
                if (!test.cancelled) {
                    done.accept(result);
                }
            });
        });
        return test;
    }

    /** Gives the attempt up; its result is not told any more. Idempotent, doesn't block. */
    void cancel() {
        cancelled = true;
        connection.shutdown();
    }
}
