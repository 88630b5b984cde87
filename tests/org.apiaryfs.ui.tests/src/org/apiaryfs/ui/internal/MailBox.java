package org.apiaryfs.ui.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** A mail server of this machine that takes every mail. */
final class MailBox implements AutoCloseable {
    /** Whole messages, headers first. */
    final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
    private final ServerSocket socket;

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
