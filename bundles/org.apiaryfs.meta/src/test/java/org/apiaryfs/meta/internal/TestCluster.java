package org.apiaryfs.meta.internal;

import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.Inet4Address;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.cluster.NodeTable;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.config.Config;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.StoreCheck;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.id.FileHandle;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.DynamicFileAttribs;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.protocol.storage.CloseChunkFile;
import org.apiaryfs.protocol.storage.CloseChunkFileResp;
import org.apiaryfs.protocol.storage.GetChunkFileAttribs;
import org.apiaryfs.protocol.storage.GetChunkFileAttribsResp;
import org.apiaryfs.protocol.storage.SetLocalAttr;
import org.apiaryfs.protocol.storage.SetLocalAttrResp;
import org.apiaryfs.protocol.storage.TruncLocalFile;
import org.apiaryfs.protocol.storage.TruncLocalFileResp;
import org.apiaryfs.protocol.storage.UnlinkLocalFile;
import org.apiaryfs.transport.CallOptions;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.RetryPolicy;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;

/**
 * Real metadata servers on real stores and sockets, a storage server that keeps chunk sizes in
 * memory, and a client, all in this process over loopback.
 */
final class TestCluster implements AutoCloseable {
    static final int META = 1;
    static final int STORAGE = 2;
    static final int CLIENT = 77;
    static final int OTHER_CLIENT = 78;
    static final EntryInfo ROOT = EntryInfo.root(META);

    /** Chunk sizes by "target entryId". */
    final Map<String, Long> chunks = new ConcurrentHashMap<>();
    /** Every message that the storage server got. */
    final BlockingQueue<Message> storageSaw = new LinkedBlockingQueue<>();
    /** Every datagram to a client. */
    final BlockingQueue<Message> datagrams = new LinkedBlockingQueue<>();
    volatile FsError storageFails = FsError.SUCCESS;

    final Transport transport = Transport.open(2);
    final ClusterView view = new ClusterView();
    /** Of the first metadata server. */
    final Namespace ns;
    final MetaServer server;
    private final Path directory;
    private final List<String> words;
    private final Map<Integer, Meta> metas = new TreeMap<>();
    private final AtomicLong storageVersion = new AtomicLong(System.currentTimeMillis() / 1000 << 32);
    private final StreamServer storage;
        private final NodeRequests client;

    /** One metadata server, from start to stop. */
    private final class Meta {
        private final int id;
        private final MetaStore store;
        private final Namespace ns;
        private final NodeRequests nodes;
        private final MetaServer server;

        Meta(int id) throws Exception {
            this.id = id;
            List<String> all = new ArrayList<>(words);
            Path home = directory.resolve("node" + id);
            all.addAll(List.of("storeMetaDirectory=" + home, "connDisableAuthentication=true", "connMetaPortTCP=" + freePort()));
            MetaConfig config = MetaConfig.of(Config.parse(MetaConfig.schema(), all));
            nodes = requests();
            store = MetaStore.open(home.resolve("store"), config.store());
            ns = MetaServer.namespace(config, store, InstantSource.system(), id);
            ns.directories().owner(EntryKey.ROOT, META);
            LocalNode self = new LocalNode(NodeType.META, "meta" + id, id, 1, config.node().tcpPort(), List::of);
            server = MetaServer.start(config, ns, new MetaServer.Surroundings(transport, self, view, InstantSource.system(),
                    nodes::target, nodes, (node, message) -> datagrams.add(message), () -> "neighbours"));
        }

        void stop() {
            server.stop(Duration.ofSeconds(2));
            nodes.close();
            if (!server.idle(Duration.ofSeconds(15))) { // some wait ten seconds for an operation over two nodes
                throw new AssertionError("something still works on the store");
            }
            store.close();
        }
    }

    private NodeRequests requests() {
        Connector connector = transport.connector(ConnectorConfig.userspace(AuthHash.NONE, true));
        return new NodeRequests(view, connector, PoolConfig.of(4), transport.scheduler(), new PeerRequests(RetryPolicy.userspace(), transport.scheduler()));
    }

    TestCluster(Path directory, String... words) throws Exception {
        this(directory, 1, words);
    }

    /** @param count of metadata servers, with IDs from 1 */
    TestCluster(Path directory, int count, String... words) throws Exception {
        this.directory = directory;
        this.words = List.of(words);
        storage = transport.serve(ServerConfig.storage(0, AuthHash.NONE), storageTable());
        client = requests();
        for (int id = META; id <= count; id++) {
            metas.put(id, new Meta(id));
        }
        ns = metas.get(META).ns;
        server = metas.get(META).server;
        CapacityPools targets = new CapacityPools(List.of(101, 102), List.of(), List.of());
        CapacityPools none = new CapacityPools(List.of(), List.of(), List.of());
        StoragePool pool = new StoragePool(1, "Default", List.of(101, 102), List.of(), targets,
                List.of(Map.of(STORAGE, List.of(101, 102)), Map.of(), Map.of()), Map.of(101, STORAGE, 102, STORAGE), none);
        view.update(map -> map
                .withNodes(NodeType.STORAGE, NodeTable.of(List.of(node(STORAGE, NodeType.STORAGE, storage.port()))))
                .withNodes(NodeType.CLIENT, NodeTable.of(List.of(node(CLIENT, NodeType.CLIENT, 0), node(OTHER_CLIENT, NodeType.CLIENT, 0))))
                .withRoot(new RootOwner(META, false))
                .withTargetNodes(Map.of(101, STORAGE, 102, STORAGE))
                .withPools(Map.of(1, pool))
                .withMetaPools(new CapacityPools(List.copyOf(metas.keySet()), List.of(), List.of()), none));
        metas.values().forEach(meta -> listed(meta.id, meta.server.port()));
    }

    /** Makes a metadata server known. */
    private void listed(int id, int port) {
        view.update(map -> map.withNodes(NodeType.META, map.nodes(NodeType.META).with(node(id, NodeType.META, port))));
    }

    /** Starts a server of the test's own in the place of a metadata server. */
    StreamServer stand(int id, HandlerTable table) throws FsException {
        StreamServer stand = transport.serve(ServerConfig.meta(0, AuthHash.NONE), table);
        listed(id, stand.port());
        return stand;
    }

    /** Puts a link before a metadata server that loses one of so many answers. */
    LossyLink lossy(int id, int oneOf, Random random) throws Exception {
        LossyLink link = new LossyLink(metas.get(id).server.port(), oneOf, random);
        listed(id, link.port());
        return link;
    }

    /** Lets new directories be made on some nodes only. */
    void newDirectoriesOn(Integer... nodes) {
        CapacityPools none = new CapacityPools(List.of(), List.of(), List.of());
        view.update(map -> map.withMetaPools(new CapacityPools(List.of(nodes), List.of(), List.of()), none));
    }

    void stop(int id) {
        metas.remove(id).stop();
    }

    /** Starts a metadata server on the store that it had before, if any. */
    void start(int id) throws Exception {
        Meta meta = new Meta(id);
        metas.put(id, meta);
        listed(id, meta.server.port());
        meta.server.context().coordinator().start();
    }

    /** Waits until no operation over nodes is open. */
    void settled() throws InterruptedException {
        for (Meta meta : metas.values()) {
            while (!meta.store.intents().isEmpty()) {
                Thread.sleep(10);
            }
        }
    }

    Namespace ns(int id) {
        return metas.get(id).ns;
    }

    MetaServer server(int id) {
        return metas.get(id).server;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static NodeInfo node(int id, NodeType type, int port) {
        NicAddress loopback = NicAddress.standard((Inet4Address) InetAddress.getLoopbackAddress(), "lo");
        return new NodeInfo(type + "" + id, List.of(loopback), id, port, port, type.number());
    }

    private HandlerTable storageTable() {
        return HandlerTable.builder()
                .answer(MessageType.GET_CHUNK_FILE_ATTRIBS, Dispatch.VIRTUAL_THREAD, x -> {
                    GetChunkFileAttribs r = seen(x.request().message());
                    return new GetChunkFileAttribsResp(chunk(r.targetId(), r.entryId()));
                })
                .answer(MessageType.TRUNC_LOCAL_FILE, Dispatch.VIRTUAL_THREAD, x -> {
                    TruncLocalFile r = seen(x.request().message());
                    if (storageFails.ok()) {
                        chunks.put(r.targetId() + " " + r.entryId(), r.fileSize());
                    }
                    return new TruncLocalFileResp(chunk(r.targetId(), r.entryId()));
                })
                .answer(MessageType.SET_LOCAL_ATTR, Dispatch.VIRTUAL_THREAD, x -> {
                    SetLocalAttr r = seen(x.request().message());
                    long size = chunks.getOrDefault(r.targetId() + " " + r.entryId(), 0L);
                    return new SetLocalAttrResp(storageFails.ok()
                            ? ChunkAttributes.of(new DynamicFileAttribs(storageVersion.incrementAndGet(), size, size / 512, r.modificationTime(), r.lastAccessTime()))
                            : ChunkAttributes.failed(storageFails));
                })
                .answer(MessageType.CLOSE_CHUNK_FILE, Dispatch.VIRTUAL_THREAD, x -> {
                    CloseChunkFile r = seen(x.request().message());
                    return new CloseChunkFileResp(chunk(r.targetId(), FileHandle.parse(r.fileHandleId()).orElseThrow().entryId()));
                })
                .answer(MessageType.UNLINK_LOCAL_FILE, Dispatch.VIRTUAL_THREAD, x -> {
                    UnlinkLocalFile r = (UnlinkLocalFile) x.request().message();
                    if (storageFails.ok()) {
                        chunks.remove(r.targetId() + " " + r.entryId());
                    }
                    seen(r); // whoever has waited for it finds the chunks gone
                    return ResultResp.of(MessageType.UNLINK_LOCAL_FILE_RESP, storageFails);
                })
                .build();
    }

    @SuppressWarnings("unchecked") // the table's row says which type it is
    private <T extends Message> T seen(Message message) {
        storageSaw.add(message);
        return (T) message;
    }

    private ChunkAttributes chunk(int target, String entryId) {
        if (!storageFails.ok()) {
            return ChunkAttributes.failed(storageFails);
        }
        Long size = chunks.get(target + " " + entryId);
        long now = System.currentTimeMillis() / 1000;
        return size == null ? ChunkAttributes.NONE
                : ChunkAttributes.of(new DynamicFileAttribs(storageVersion.incrementAndGet(), size, (size + 511) / 512, now, now));
    }

    /** Sends a request to the metadata server as the client does. */
    <T extends Message> T ask(Message request, Class<T> expected) throws FsException {
        return Await.of(client.node(NodeType.META, META, Envelope.of(request).asUser(1000), expected, CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(20))));
    }

    /** The same to one of several metadata servers. */
    <T extends Message> T ask(int meta, Message request, Class<T> expected) throws FsException {
        return ask(meta, Envelope.of(request).asUser(1000), expected);
    }

    <T extends Message> T ask(int meta, Envelope request, Class<T> expected) throws FsException {
        return Await.of(client.node(NodeType.META, meta, request, expected, CallOptions.DEFAULT.withoutWaiting().withTimeout(Duration.ofSeconds(40))));
    }

    /** The same with data behind the request. */
    <T extends Message> T send(int meta, Envelope request, byte[] data, Class<T> expected) throws FsException {
        return Await.of(client.nodeSending(NodeType.META, meta, request, Unpooled.wrappedBuffer(data), expected, CallOptions.DEFAULT));
    }

    /** Sends a request with a simple response. */
    FsError result(Message request) throws FsException {
        return ask(request, ResultResp.class).error();
    }

    Optional<Message> datagram(Duration limit) throws InterruptedException {
        return Optional.ofNullable(datagrams.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** A watch over clients that goes by a time of its own. */
    ClientWatch watch(FakeTime time) {
        MetaContext context = server.context();
        return new ClientWatch(ns, view, new Closing(ns, context.chunks(), context.disposer()), context.granter(), time, context.activity());
    }

    /** What doesn't match in the stores of all metadata servers. */
    List<String> check() {
        Map<Integer, MetaStore> stores = new TreeMap<>();
        metas.forEach((id, meta) -> stores.put(id, meta.store));
        return StoreCheck.run(stores);
    }

    @Override
    public void close() {
        metas.values().forEach(Meta::stop);
        client.close();
        storage.stop(Duration.ZERO).join();
        transport.close();
    }
}
