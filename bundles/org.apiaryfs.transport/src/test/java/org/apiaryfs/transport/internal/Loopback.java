package org.apiaryfs.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.helper.GetHostByName;
import org.apiaryfs.protocol.helper.GetHostByNameResp;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.PeerAddress;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;

/** Real sockets on 127.0.0.1, and requests to send over them. */
final class Loopback implements AutoCloseable {
    static final AuthHash SECRET = new AuthHash(0xC02D_E404_6F18_0042L);
    static final NicAddress LO = new NicAddress(0x7F00_0001, "lo", NicAddress.STANDARD);

    final EventLoops loops;
    final Transport transport;

    Loopback(String mechanism) {
        loops = mechanism.equals("epoll") ? EventLoops.epoll(2) : EventLoops.nio(2);
        transport = new NettyTransport(loops);
    }

    /** Where tests listen: loopback only, any port. */
    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    StreamServer serve(HandlerTable handlers) throws FsException {
        return serve(ServerConfig.storage(0, AuthHash.NONE), handlers);
    }

    StreamServer serve(ServerConfig config, HandlerTable handlers) throws FsException {
        return transport.serve(config.withListen(anyPort()), handlers);
    }

    /** Answers GetHostByName with the name it got. */
    static HandlerTable.Builder echo(Dispatch dispatch) {
        return HandlerTable.builder().answer(MessageType.GET_HOST_BY_NAME, dispatch,
                exchange -> new GetHostByNameResp(((GetHostByName) exchange.request().message()).hostname()));
    }

    static PeerAddress address(int port) {
        return new PeerAddress("test server", NodeType.STORAGE, List.of(LO), port);
    }

    Connection connect(StreamServer server) throws Exception {
        return connect(server, ConnectorConfig.userspace(AuthHash.NONE, true));
    }

    Connection connect(StreamServer server, ConnectorConfig config) throws Exception {
        return soon(transport.connector(config).connect(address(server.port())));
    }

    static String ask(Connection connection, String name) throws Exception {
        return ((GetHostByNameResp) soon(connection.ask(Envelope.of(new GetHostByName(name)))).message()).address();
    }

    static Envelope write(long count) {
        return Envelope.of(new WriteLocalFile(0, count, 2, "1#2", 7, PathInfo.NONE, 101));
    }

    static Envelope read(long offset, long count) {
        return Envelope.of(new ReadLocalFileV2(offset, count, 1, "1#2", 7, PathInfo.NONE, 101));
    }

    static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    static FsException failure(CompletableFuture<?> future) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> soon(future));
        return assertInstanceOf(FsException.class, e.getCause());
    }

    /** A peer that sends what it likes. */
    static Socket rawPeer(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
        return socket;
    }

    /** True if the other side closes without sending a byte. */
    static boolean closesSilently(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    static byte[] bytes(Envelope envelope) {
        var buffer = Buffers.encode(envelope);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }

    static Envelope readMessage(Socket socket) throws Exception {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] header = new byte[40];
        in.readFully(header);
        int length = Integer.reverseBytes(java.nio.ByteBuffer.wrap(header).getInt());
        byte[] message = java.util.Arrays.copyOf(header, length);
        in.readFully(message, 40, length - 40);
        return Envelope.read(io.netty.buffer.Unpooled.wrappedBuffer(message));
    }

    /** Ends the transport and checks that all of its memory has come back. */
    @Override
    public void close() {
        transport.close();
        PooledByteBufAllocator streams = (PooledByteBufAllocator) Buffers.STREAMS;
        long left = streams.metric().directArenas().stream().mapToLong(PoolArenaMetric::numActiveAllocations).sum();
        assertEquals(0, left, "buffers that nobody released");
    }
}
