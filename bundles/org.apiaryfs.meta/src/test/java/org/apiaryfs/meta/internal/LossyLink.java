package org.apiaryfs.meta.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a server on which connections break: after a request came through and before its answer does, so that it has
 * taken effect and the sender doesn't know. One virtual thread per direction of a connection.
 */
final class LossyLink implements AutoCloseable {
    private final ServerSocket listening;
    private final int port;
    private final Random random;
    /** Of how many pieces of answers one is lost; 0 = none. */
    private final AtomicInteger oneOf;
    private final AtomicInteger lost = new AtomicInteger();

    LossyLink(int port, int oneOf, Random random) throws IOException {
        this.port = port;
        this.oneOf = new AtomicInteger(oneOf);
        this.random = random;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Loses no more; returns how many answers were lost. */
    int heal() {
        oneOf.set(0);
        return lost.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                Thread.ofVirtual().start(() -> connect(near));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
            Thread.ofVirtual().start(() -> pass(near, far, false));
            pass(far, near, true);
        } catch (IOException e) {
            close(near);
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] piece = new byte[65536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int bytes = in.read(piece); bytes >= 0; bytes = in.read(piece)) {
                int chance = oneOf.get();
                if (answers && chance > 0 && random.nextInt(chance) == 0) {
                    lost.incrementAndGet();
                    break;
                }
                out.write(piece, 0, bytes);
            }
        } catch (IOException e) {
            // The other direction closed it.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed already.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
