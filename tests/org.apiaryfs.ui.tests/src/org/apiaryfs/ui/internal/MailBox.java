package org.apiaryfs.ui.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.alerts.AlertRule;
import org.apiaryfs.monitor.alerts.MailAccount;
import org.apiaryfs.ui.monitoring.alerts.AlertSettings;

/** A mail server of this machine that takes every mail. */
final class MailBox implements AutoCloseable {
    /** Whole messages, headers first. */
    final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
    private final ServerSocket socket;

    /** All problems are told at once by a mail server of this machine. */
    static AlertSettings atOnce(int port) {
        var rule = new AlertRule("all", Severity.WARNING, Set.of(), Duration.ZERO, Optional.empty(), Optional.empty(), Set.of(AlertSettings.MAIL));
        return new AlertSettings(new AlertSettings.Mail(true, "127.0.0.1", port, MailAccount.Encryption.NONE, "", "", "apiary@example.org", "keeper@example.org"),
                new AlertSettings.Webhook(false, ""), List.of(rule));
    }

    MailBox() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    serve(client);
                } catch (IOException e) {
                    continue; // the client went away, or the box was closed
                }
            }
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII);
        out.print("220 box\r\n");
        String line;
        while ((line = in.readLine()) != null) {
            if (line.equals("DATA")) {
                out.print("354 go on\r\n");
                mails.add(in.lines().takeWhile(text -> !text.equals(".")).collect(Collectors.joining("\n")));
            }
            out.print(line.equals("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
