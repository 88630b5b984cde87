package org.apiaryfs.monitor.alerts;

import java.io.IOException;

/** A way to tell somebody. Thread-safe. */
public sealed interface AlertSender permits MailSender, WebhookSender {
    /** Unique among the senders of a cluster. */
    String name();

    /**
     * Tells, and waits until it is done.
     *
     * @throws IOException if it wasn't, with a reason for people
     * @throws InterruptedException if the thread was interrupted
     */
    void send(AlertMessage message) throws IOException, InterruptedException;
}
