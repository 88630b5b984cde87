package org.apiaryfs.ui.administration.run;

import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.check.Check;
import org.apiaryfs.check.CheckException;
import org.apiaryfs.check.CheckOptions;
import org.apiaryfs.check.CheckReport;

/** Runs a check of a file system on a thread of its own. Stateless. */
final class CheckRun {
    private CheckRun() { }

    /**
     * Begins at once.
     *
     * @param choice asked on the check's thread
     * @return fails with the problem that kept the check from being done; cancelling it ends the check, which takes leave of the servers
     */
    static CompletableFuture<CheckReport> start(ClusterAddress address, CheckOptions options, Check.Choice choice) {
        var result = new CompletableFuture<CheckReport>();
        Thread thread = Thread.ofVirtual().name("check " + address).unstarted(() -> {
            try {
                result.complete(Check.run(address, options, choice));
            } catch (CheckException e) {
                result.completeExceptionally(new Problem(Problem.Kind.REFUSED, e.getMessage()).asException());
            } catch (InterruptedException e) {
                result.cancel(false);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        result.whenComplete((report, failure) -> {
            if (result.isCancelled()) {
                thread.interrupt();
            }
        });
        thread.start();
        return result;
    }
}
