package org.apiaryfs.tests.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.control.AuthenticateChannel;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.wire.WireFormatException;

/**
 * One node's connection to the management server, as cheap as can be, since ten thousand of them run beside the server that is
 * measured: what is downloaded isn't even decoded. Blocks; made for virtual threads. Thread-safe: one question at a time.
 */
final class SimulatedNode implements AutoCloseable {
    private static final int CONNECT_MILLIS = 30_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final int BUFFER = 4096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Socket socket = new Socket();
    private final DataInputStream in;

    SimulatedNode(InetSocketAddress mgmtd, AuthHash secret) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.connect(mgmtd, CONNECT_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        send(new AuthenticateChannel(secret));
    }

    private void send(Message message) throws IOException {
        ByteBuf out = Unpooled.buffer();
        Envelope.of(message).write(out);
        socket.getOutputStream().write(ByteBufUtil.getBytes(out));
    }

    private int answerLength(Message request) throws IOException {
        send(request);
        return Integer.reverseBytes(in.readInt());
    }

    /** A question whose answer matters. */
    <T extends Message> T ask(Message request, Class<T> expected) throws IOException {
        int length;
        byte[] answer;
        lock.lock();
        try {
            length = answerLength(request);
            answer = new byte[length];
            in.readFully(answer, Integer.BYTES, length - Integer.BYTES);
        } finally {
            lock.unlock();
        }
        ByteBuf whole = Unpooled.wrappedBuffer(answer).setIntLE(0, length);
        try {
            return expected.cast(Envelope.read(whole).message());
        } catch (WireFormatException | ClassCastException e) {
            throw new IOException("an answer to " + request + " that isn't " + expected.getSimpleName(), e);
        }
    }

    /** A question of which only counts how soon it is answered. */
    void download(Message request, Latencies latencies) throws IOException {
        lock.lock();
        try {
            long begin = System.nanoTime();
            int length = answerLength(request);
            if (length < MessageHeader.SIZE) {
                throw new IOException("an answer of " + length + " bytes to " + request);
            }
            in.skipNBytes(length - Integer.BYTES);
            latencies.add(System.nanoTime() - begin);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
