package org.apiaryfs.ui;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.Problem;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/**
 * An operation on a cluster that goes on in the background: it is in the progress view, where it can be cancelled, and
 * its end is told on the UI thread. Immutable; any thread may start it.
 *
 * @param name for the progress view and the title of an error, such as "Move target 101 to pool Fast"
 * @param operation begins the work and returns at once; cancelling the future must end the work
 */
public record Task<T>(String name, Function<IProgressMonitor, CompletableFuture<T>> operation) {
    /** Starts it; a failure is shown in a dialog. */
    public Job start(Consumer<T> done) {
        return start(done, this::show);
    }

    /**
     * Starts it.
     *
     * @param done is told the result on the UI thread
     * @param failed is told there why there is none, unless the user has cancelled it
     */
    public Job start(Consumer<T> done, Consumer<Problem> failed) {
        return start(done, failed, () -> { });
    }

    /** The same. @param cancelled is run there if the user has cancelled it */
    public Job start(Consumer<T> done, Consumer<Problem> failed, Runnable cancelled) {
        var job = new FutureJob<>(name, operation, done, failed, cancelled);
        job.schedule();
        return job;
    }

    /** The names of all that go on, in the order they were started. Any thread. */
    public static List<String> running() {
        return Stream.of(Job.getJobManager().find(Task.class)).map(Job::getName).toList();
    }

    /** Says in a dialog what has gone wrong. UI thread. */
    private void show(Problem problem) {
        Shell parent = PlatformUI.getWorkbench().getModalDialogShellProvider().getShell();
        if (parent != null) { // else the program is about to end
            MessageDialog.openError(parent, name, problem.sentence());
        }
    }

    private static final class FutureJob<T> extends Job {
        private final Function<IProgressMonitor, CompletableFuture<T>> operation;
        private final Consumer<T> done;
        private final Consumer<Problem> failed;
        private final Runnable cancelled;
        private volatile CompletableFuture<T> running = new CompletableFuture<>();

        FutureJob(String name, Function<IProgressMonitor, CompletableFuture<T>> operation, Consumer<T> done, Consumer<Problem> failed, Runnable cancelled) {
            super(name);
            this.operation = operation;
            this.done = done;
            this.failed = failed;
            this.cancelled = cancelled;
        }

        @Override
        protected IStatus run(IProgressMonitor monitor) {
            running = begin(monitor);
            if (monitor.isCanceled()) {
                running.cancel(true);
            }
            running.whenComplete((result, failure) -> {
                boolean unwanted = monitor.isCanceled();
                tell(() -> {
                    if (failure == null) {
                        done.accept(result);
                    } else if (unwanted) {
                        cancelled.run();
                    } else {
                        failed.accept(AdminException.problemOf(failure));
                    }
                });
                done(unwanted ? Status.CANCEL_STATUS : Status.OK_STATUS); // a failure is the business of whoever has started it
            });
            return ASYNC_FINISH;
        }

        private CompletableFuture<T> begin(IProgressMonitor monitor) {
            try {
                return operation.apply(monitor);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e); // else nobody would be told
            }
        }

        @Override
        public boolean belongsTo(Object family) {
            return family == Task.class;
        }

        @Override
        protected void canceling() {
            running.cancel(true);
        }

        private static void tell(Runnable news) {
            if (PlatformUI.isWorkbenchRunning()) {
                Display display = PlatformUI.getWorkbench().getDisplay();
                if (!display.isDisposed()) {
                    display.asyncExec(news);
                }
            }
        }
    }
}
