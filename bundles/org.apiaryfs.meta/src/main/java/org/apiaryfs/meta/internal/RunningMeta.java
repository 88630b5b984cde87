package org.apiaryfs.meta.internal;

import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.meta.events.EventLog;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.StoreException;
import org.apiaryfs.node.FreeSpace;
import org.apiaryfs.node.HostName;
import org.apiaryfs.node.Member;
import org.apiaryfs.node.StartException;
import org.apiaryfs.node.StateReport;
import org.apiaryfs.node.StatusPages;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.node.Undo;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.node.RemoveNode;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.NetworkInterfaces;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a metadata service, start to stop. See {@link org.apiaryfs.meta.MetaService}. */
public final class RunningMeta {
    private static final Logger LOG = LoggerFactory.getLogger(RunningMeta.class);
    private static final String DIRECTORY_KEY = "storeMetaDirectory";
    /** Above BeeGFS's, whose servers must not take this directory for one of theirs, nor this one theirs. */
    private static final int FORMAT = 100;
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(3);

    private final StoreDirectory directory;
    private final MetaStore store;
    private final Member member;
    private final MetaServer server;
    private final Optional<StatusPages> pages;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private RunningMeta(StoreDirectory directory, MetaStore store, Member member, MetaServer server, Optional<StatusPages> pages) {
        this.directory = directory;
        this.store = store;
        this.member = member;
        this.server = server;
        this.pages = pages;
    }

    /** As {@link org.apiaryfs.meta.MetaService#start}. */
    public static RunningMeta start(MetaConfig config, Transport transport, InstantSource clock) throws StartException, InterruptedException {
        try (Undo undo = new Undo()) {
            StoreDirectory directory = StoreDirectory.open(config.directory(), FORMAT, FORMAT, config.allowInit(), DIRECTORY_KEY);
            undo.add(() -> close(directory));
            MetaStore store = MetaStore.open(config.directory().resolve("store"), config.store());
            undo.add(store::close);
            LocalNode self = self(config, directory);
            CompletableFuture<MetaServer> serving = new CompletableFuture<>();
            Map<MessageType, DatagramEndpoint.Handler> datagrams = Map.of(
                    MessageType.ACK, datagram -> serving.thenAccept(s -> s.context().acknowledgedByDatagram(((Ack) datagram.envelope().message()).ackId())),
                    MessageType.REMOVE_NODE, datagram -> serving.thenAccept(s -> s.removed((RemoveNode) datagram.envelope().message())));
            Member member = Member.enter(config.node(), transport, self, storedRoot(store), datagrams);
            undo.add(member::close);
            if (self.id() == 0) {
                fix(directory, member.register());
            }
            Namespace ns = MetaServer.namespace(config, store, clock, self.id());
            member.join(() -> null);
            adoptRoot(ns, member.view().current());
            member.view().addListener((before, after) -> adoptRoot(ns, after));
            MetaServer server = MetaServer.start(config, ns, new MetaServer.Surroundings(transport, self, member.view(), clock,
                    member.nodes()::target, member.nodes(), (node, message) -> member.datagrams().send(node, message), member::neighbours));
            undo.add(() -> {
                server.stop(Duration.ZERO);
                server.idle(IDLE_LIMIT);
            });
            serving.complete(server);
            server.context().quota().download(member.mgmtd(), member.view().current().pools().keySet());
            member.serve(report(config, self));
            server.work();
            Optional<StatusPages> pages = StatusPages.open(config.node().statusPort(), "meta", Optional::empty);
            pages.ifPresent(p -> addMetrics(p, server));
            undo.keep();
            LOG.info("metadata server runs: node={} port={} directory={}", self.id(), server.port(), config.directory());
            return new RunningMeta(directory, store, member, server, pages);
        } catch (StoreException | FsException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    private static LocalNode self(MetaConfig config, StoreDirectory directory) throws StartException {
        try {
            String alias = directory.alias(HostName.current());
            int id = directory.number(StoreDirectory.NODE_ID).orElse(0);
            NetworkInterfaces interfaces = NetworkInterfaces.all().only(config.node().connections().interfaces());
            return new LocalNode(NodeType.META, alias, id, config.node().udpPort(), config.node().tcpPort(), interfaces::discover);
        } catch (IOException e) {
            throw new StartException("identity files in " + directory.path() + " can't be read or written: " + e.getMessage(), e);
        }
    }

    private static void fix(StoreDirectory directory, int id) throws StartException {
        try {
            directory.fixNumber(StoreDirectory.NODE_ID, id);
        } catch (IOException e) {
            throw new StartException("the numeric ID can't be written into " + directory.path() + ": " + e.getMessage(), e);
        }
    }

    /** Who owned the root when this server last knew. */
    private static RootOwner storedRoot(MetaStore store) {
        return store.dir(EntryKey.ROOT).filter(inode -> inode.owner() != 0)
                .map(inode -> new RootOwner(inode.owner(), inode.mirrored())).orElse(RootOwner.UNKNOWN);
    }

    /** Writes down who owns the root, once and for all (spec mgmtd §10.3). */
    private static void adoptRoot(Namespace ns, ClusterMap map) {
        try {
            DirInode root = ns.lookups().directory(EntryKey.ROOT);
            if (root.owner() == 0 && map.root().known()) {
                ns.directories().owner(EntryKey.ROOT, map.root().id());
                LOG.info("root directory has an owner: node={}", map.root().id());
            }
        } catch (FsException e) {
            LOG.error("the owner of the root directory can't be stored: error=\"{}\"", e.getMessage());
        }
    }

    private static StateReport report(MetaConfig config, LocalNode self) {
        return new StateReport() {
            @Override
            public List<Integer> ids() {
                return List.of(self.id());
            }

            @Override
            public Consistency consistency(int id) {
                return Consistency.GOOD;
            }

            @Override
            public List<StorageTargetInfo> capacities() {
                String path = config.directory().toString();
                try {
                    FreeSpace space = FreeSpace.of(config.directory());
                    return List.of(new StorageTargetInfo(self.id(), path, space.sizeTotal(), space.sizeFree(), space.inodesTotal(), space.inodesFree(), Consistency.GOOD.number()));
                } catch (IOException e) {
                    return List.of(new StorageTargetInfo(self.id(), path, -1, -1, -1, -1, Consistency.GOOD.number()));
                }
            }
        };
    }

    private static void addMetrics(StatusPages pages, MetaServer server) {
        pages.watch(server::counters);
        server.context().events().ifPresent(log -> Gauge.builder("apiary.meta.events.dropped", log, EventLog::dropped).register(pages.registry()));
        Gauge.builder("apiary.meta.clients", server, s -> s.context().ns().sessions().clients().size()).register(pages.registry());
        Gauge.builder("apiary.meta.intents.open", server, s -> s.context().ns().intents().open()).register(pages.registry());
        Gauge.builder("apiary.meta.files.open", server, s -> s.context().ns().sessions().openFiles()).register(pages.registry());
    }

    public int port() {
        return server.port();
    }

    public Optional<Integer> statusPort() {
        return pages.map(StatusPages::port);
    }

    public int nodeId() {
        return member.self().id();
    }

    /** Stops cleanly. Idempotent. */
    public void stop(Duration drain) {
        if (stopped.getAndSet(true)) {
            return;
        }
        pages.ifPresent(StatusPages::close);
        server.stop(drain);
        // Requests that wait for storage servers end with this.
        member.close();
        if (server.idle(IDLE_LIMIT)) {
            store.sync();
            store.close();
        } else {
            LOG.warn("the store is still in use and is left to the end of the process, which harms nothing");
        }
        close(directory);
        LOG.info("metadata server stopped");
    }

    private static void close(StoreDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            LOG.warn("the lock of {} can't be released: error=\"{}\"", directory.path(), e.getMessage());
        }
    }
}
