package org.apiaryfs.ui.monitoring.alerts;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.Sentences;
import org.apiaryfs.monitor.alerts.AlertMessage;
import org.apiaryfs.monitor.alerts.AlertSender;
import org.apiaryfs.ui.Task;
import org.eclipse.osgi.util.NLS;

/** Sends a real message to see whether it arrives. */
final class TestAlert {
    private TestAlert() { }

    /** A task that ends when the message was taken, or with the reason why it wasn't. */
    static Task<Void> of(AlertSender sender, String cluster) {
        return new Task<>(NLS.bind(Messages.testTask, cluster), monitor -> send(sender, AlertMessage.test(cluster, Instant.now())));
    }

    private static CompletableFuture<Void> send(AlertSender sender, AlertMessage message) {
        var result = new CompletableFuture<Void>();
        Thread thread = Thread.ofVirtual().name("test-alert").start(() -> {
            try {
                sender.send(message);
                result.complete(null);
            } catch (IOException | RuntimeException e) {
                String reason = e.getMessage() == null ? e.toString() : e.getMessage();
                result.completeExceptionally(new Problem(Problem.Kind.REFUSED, Sentences.ended(reason)).asException());
            } catch (InterruptedException e) {
                result.cancel(false);
            }
        });
        result.whenComplete((done, failure) -> {
            if (result.isCancelled()) {
                thread.interrupt();
            }
        });
        return result;
    }
}
