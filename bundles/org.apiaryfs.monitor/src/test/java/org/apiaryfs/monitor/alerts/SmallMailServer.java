package org.apiaryfs.monitor.alerts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An SMTP server that keeps what it gets: without encryption, with TLS from the beginning, or with STARTTLS. */
final class SmallMailServer implements AutoCloseable {
    /** A mail as it came. */
    record Mail(String from, String to, String user, boolean encrypted, String text) {}

    final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
    private final ServerSocket socket;
    private final Optional<SSLContext> startTls;
    private final Optional<String> password;

    /** @param password wanted by AUTH PLAIN; empty = nobody has to log in */
    SmallMailServer(MailAccount.Encryption encryption, Optional<SSLContext> tls, Optional<String> password) throws IOException {
        this.startTls = encryption == MailAccount.Encryption.STARTTLS ? tls : Optional.empty();
        this.password = password;
        InetAddress local = InetAddress.getByName("127.0.0.1");
        this.socket = encryption == MailAccount.Encryption.TLS ? tls.orElseThrow().getServerSocketFactory().createServerSocket(0, 10, local)
                : new ServerSocket(0, 10, local);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                serve(client);
            } catch (IOException e) {
                continue; // the client went away, or this server was closed
            }
        }
    }

    private void serve(Socket client) throws IOException {
        Socket current = client;
        BufferedReader in = reader(current);
        String from = "";
        String to = "";
        String user = "";
        answer(current, "220 small");
        String line;
        while ((line = in.readLine()) != null) {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO")) {
                answer(current, "250-small");
                if (startTls.isPresent() && !(current instanceof SSLSocket)) {
                    answer(current, "250-STARTTLS");
                }
                answer(current, "250-AUTH PLAIN");
                answer(current, "250 SIZE 1000000");
            } else if (command.equals("STARTTLS")) {
                answer(current, "220 go ahead");
                SSLSocket safe = (SSLSocket) startTls.orElseThrow().getSocketFactory().createSocket(current, "localhost", port(), true);
                safe.setUseClientMode(false);
                current = safe;
                in = reader(current);
            } else if (command.startsWith("AUTH PLAIN")) {
                String[] parts = new String(Base64.getDecoder().decode(line.substring(11)), StandardCharsets.UTF_8).split("\0");
                user = parts[1];
                answer(current, password.equals(Optional.of(parts[2])) ? "235 welcome" : "535 wrong password");
            } else if (command.startsWith("MAIL FROM:")) {
                from = line.substring(10);
                answer(current, password.isPresent() && user.isEmpty() ? "530 log in" : "250 ok");
            } else if (command.startsWith("RCPT TO:")) {
                to += line.substring(8);
                answer(current, "250 ok");
            } else if (command.equals("DATA")) {
                answer(current, "354 go on");
                StringBuilder text = new StringBuilder();
                while (!(line = in.readLine()).equals(".")) {
                    text.append(line).append('\n');
                }
                mails.add(new Mail(from, to, user, current instanceof SSLSocket, text.toString()));
                answer(current, "250 taken");
            } else {
                answer(current, command.equals("QUIT") ? "221 bye" : "250 ok");
            }
        }
    }

    private static BufferedReader reader(Socket from) throws IOException {
        return new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void answer(Socket to, String line) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
