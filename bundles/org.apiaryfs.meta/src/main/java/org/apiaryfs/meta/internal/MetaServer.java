package org.apiaryfs.meta.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.meta.events.EventLog;
import org.apiaryfs.meta.namespace.Inheritance;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Volume;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.node.LoadHistory;
import org.apiaryfs.node.OpCounters;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;

/**
 * The serving half of a metadata server: namespace, handlers, background jobs and the listening
 * socket, without membership in a cluster. Thread-safe.
 */
final class MetaServer {
    private static final StreamServer.Counters NOTHING = new StreamServer.Counters(0, 0, 0, 0, 0, 0, 0);

    private final MetaContext context;
    private final ClientWatch watch;
    private final LoadHistory load;
    private final StreamServer server;

    private MetaServer(MetaContext context, ClientWatch watch, LoadHistory load, StreamServer server) {
        this.context = context;
        this.watch = watch;
        this.load = load;
        this.server = server;
    }

    /**
     * What a server needs from outside.
     *
     * @param view the cluster
     * @param targets asks storage targets
     * @param nodes asks other metadata servers
     * @param granting sends datagrams to clients
     * @param neighbours tells people of connections to other nodes
     */
    record Surroundings(Transport transport, LocalNode self, ClusterView view, InstantSource clock, StorageTargets targets, NodeRequests nodes,
            LockGranter.Sender granting, Supplier<String> neighbours) {}

    /** The namespace in a store, with the objects that every node has. */
    static Namespace namespace(MetaConfig config, MetaStore store, InstantSource clock, int node) {
        Volume volume = new Volume(store, clock, node, config.directoryCache());
        Namespace ns = Namespace.over(volume);
        ns.creation().prepare(config.rootPattern());
        return ns;
    }

    /**
     * Begins to listen.
     *
     * @throws FsException INTERNAL if the port can't be bound
     */
    static MetaServer start(MetaConfig config, Namespace ns, Surroundings around) throws FsException {
        ChunkFiles chunks = new ChunkFiles(around.targets, around.view);
        TargetChooser chooser = new TargetChooser(config.choice(), ThreadLocalRandom::current);
        LockGranter granter = new LockGranter(ns.locking(), around.view, around.granting, around.transport.scheduler(), around.clock,
                around.self.id(), config.lockGrantWait(), config.lockGrantRetries());
        Activity activity = new Activity();
        Disposer disposer = new Disposer(ns.disposal(), chunks, around.transport.scheduler(), config.disposalPeriod(), activity);
        OwnerChooser owners = new OwnerChooser(around.view, new CapacityChooser(ThreadLocalRandom::current));
        Coordinator coordinator = new Coordinator(ns, new Endings(ns, new Peers(around.nodes, ns.intents())), owners, disposer,
                around.transport.scheduler(), activity);
        MetaContext context = new MetaContext(config, ns, new Inheritance(ns.volume(), config.clientAcls()), around.view,
                new PatternChooser(around.view, chooser), chunks, new ExceededQuota(config.quotaEnforcement()), granter, disposer, new OpCounters<>(MetaOp.class), activity, coordinator,
                config.eventListener().map(EventLog::to),
                new ModificationLog(ns.volume().directories().changes(), around.granting, around.clock));
        AtomicReference<StreamServer> listening = new AtomicReference<>();
        LoadHistory load = new LoadHistory(() -> listening.get() == null ? NOTHING : listening.get().counters(),
                around.clock, around.transport.scheduler());
        ServerConfig serverConfig = ServerConfig.meta(config.node().tcpPort(), config.node().connections().authHash())
                .withBacklog(config.node().backlog())
                .withReceiveBuffer(config.node().connections().tcpReceiveBuffer());
        try {
            listening.set(around.transport.serve(serverConfig, MetaHandlers.table(context, around.self, load, around.neighbours)));
        } catch (FsException e) {
            load.close();
            context.events().ifPresent(EventLog::close);
            context.modifications().close();
            throw e;
        }
        ClientWatch watch = new ClientWatch(ns, around.view, new Closing(ns, chunks, disposer), granter, around.transport.scheduler(), activity);
        return new MetaServer(context, watch, load, listening.get());
    }

    /** Begins the background jobs; to be called when the cluster is known. */
    void work() {
        context.coordinator().start();
        context.disposer().start();
        watch.start();
    }

    /** mgmtd announced that a node is gone, and the view knows. Doesn't block. */
    void removed(RemoveNode node) {
        if (node.nodeType() == NodeType.CLIENT.number()) {
            watch.removed(node.nodeNumId());
        }
    }

    MetaContext context() {
        return context;
    }

    StreamServer.Counters counters() {
        return server.counters();
    }

    int port() {
        return server.port();
    }

    /** Stops listening and begins no further work; requests under way may take until the deadline. */
    void stop(Duration drain) {
        server.stop(drain).join();
        watch.close();
        context.coordinator().close();
        context.disposer().close();
        context.granter().close();
        context.events().ifPresent(EventLog::close);
        context.modifications().close();
        load.close();
    }

    /** After {@link #stop}: waits until nothing uses the store. False if something still does after the limit. */
    boolean idle(Duration limit) {
        return context.activity().end(limit);
    }
}
