package org.apiaryfs.storage.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.node.FreeSpace;
import org.apiaryfs.node.HostName;
import org.apiaryfs.node.Member;
import org.apiaryfs.node.StartException;
import org.apiaryfs.node.StatusPages;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.node.Undo;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.storage.StorageConfig;
import org.apiaryfs.storage.chunk.DescriptorBudget;
import org.apiaryfs.transport.NetworkInterfaces;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a storage service, start to stop. See {@link org.apiaryfs.storage.StorageService}. */
public final class RunningStorage {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStorage.class);

    private final List<TargetDirectory> directories;
    private final Member member;
    private final StorageServer server;
    private final Optional<StatusPages> pages;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private RunningStorage(List<TargetDirectory> directories, Member member, StorageServer server, Optional<StatusPages> pages) {
        this.directories = directories;
        this.member = member;
        this.server = server;
        this.pages = pages;
    }

    /** As {@link org.apiaryfs.storage.StorageService#start}. */
    public static RunningStorage start(StorageConfig config, Transport transport, InstantSource clock)
            throws StartException, InterruptedException {
        DescriptorBudget budget = new DescriptorBudget(config.descriptors());
        List<TargetDirectory> directories = new ArrayList<>();
        try (Undo undo = new Undo()) {
            undo.add(() -> directories.forEach(TargetDirectory::close));
            for (Path path : config.directories()) {
                directories.add(TargetDirectory.open(path, config.allowInit(), budget));
            }
            LocalNode self = self(config, directories);
            Member member = Member.enter(config.node(), transport, self, RootOwner.UNKNOWN, Map.of());
            undo.add(member::close);
            if (self.id() == 0) {
                member.register();
            }
            TargetRegistration registration = new TargetRegistration(member, directories);
            List<Integer> ids = registration.register(clock);
            StorageServer server = StorageServer.start(config, directories, ids,
                    new StorageServer.Surroundings(transport, self, member.view(), clock, member::stateChanged, member::neighbours));
            undo.add(() -> stopServer(server, Duration.ofSeconds(1)));
            member.view().addListener((before, after) -> dropDeparted(server, before, after));
            member.join(() -> {
                registration.map(ids);
                return null;
            });
            server.dropRestoredUnless(client -> member.view().current().clients().get(client).isPresent());
            distrustUnclean(server, member.view().current());
            registration.requestExceededQuota(server.context());
            member.serve(server);
            Optional<StatusPages> pages = StatusPages.open(config.node().statusPort(), "storage", () -> trouble(server));
            pages.ifPresent(p -> addMetrics(p, server, budget));
            undo.keep();
            LOG.info("storage server runs: node={} port={} targets={}", self.id(), server.port(), ids);
            return new RunningStorage(directories, member, server, pages);
        }
    }

    private static LocalNode self(StorageConfig config, List<TargetDirectory> directories) throws StartException {
        StoreDirectory first = directories.getFirst().store();
        try {
            String alias = first.alias(HostName.current());
            OptionalInt node = first.number(StoreDirectory.NODE_ID);
            for (TargetDirectory other : directories) {
                OptionalInt there = other.store().number(StoreDirectory.NODE_ID);
                if (there.isPresent() && !there.equals(node)) {
                    throw new StartException("target directory " + other.store().path() + " belongs to node " + there.getAsInt() + " but "
                            + first.path() + (node.isPresent() ? " to node " + node.getAsInt() : " is new") + "; give each node its own directories");
                }
                other.store().alias(alias);
            }
            NetworkInterfaces interfaces = NetworkInterfaces.all().only(config.node().connections().interfaces());
            return new LocalNode(NodeType.STORAGE, alias, node.orElse(0), config.node().udpPort(), config.node().tcpPort(), interfaces::discover);
        } catch (IOException e) {
            throw new StartException("identity files in " + first.path() + " can't be read or written: " + e.getMessage(), e);
        }
    }

    private static void dropDeparted(StorageServer server, ClusterMap before, ClusterMap after) {
        if (before.clients() != after.clients()) {
            server.dropClients(id -> before.clients().get(id).isPresent() && after.clients().get(id).isEmpty());
        }
    }

    /** A mirrored target whose last run didn't end cleanly may lack what its buddy has. */
    private static void distrustUnclean(StorageServer server, ClusterMap map) {
        for (StorageTarget target : server.targets().all()) {
            if (!target.directory().stoppedCleanly() && map.targets().groupOf(target.id()).isPresent()) {
                target.consistency(Consistency.NEEDS_RESYNC);
            }
        }
    }

    private static Optional<String> trouble(StorageServer server) {
        for (StorageTarget target : server.targets().all()) {
            try {
                target.chunks().space();
            } catch (FsException e) {
                return Optional.of("target " + target.id() + ": " + e.getMessage());
            }
            if (target.consistency() != Consistency.GOOD) {
                return Optional.of("target " + target.id() + " is " + target.consistency());
            }
        }
        return Optional.empty();
    }

    private static void addMetrics(StatusPages pages, StorageServer server, DescriptorBudget budget) {
        pages.watch(server::counters);
        MeterRegistry registry = pages.registry();
        Gauge.builder("apiary.storage.sessions", server, s -> s.context().sessions().clientCount()).register(registry);
        Gauge.builder("apiary.storage.chunks.open", budget, DescriptorBudget::open).register(registry);
        for (StorageTarget target : server.targets().all()) {
            space(registry, target, "apiary.storage.space", FreeSpace::sizeTotal);
            space(registry, target, "apiary.storage.space.free", FreeSpace::sizeFree);
            space(registry, target, "apiary.storage.inodes.free", FreeSpace::inodesFree);
            Gauge.builder("apiary.storage.usage.counting", target, t -> t.chunks().counting() ? 1 : 0)
                    .tag("target", Integer.toString(target.id())).register(registry);
        }
    }

    private static void space(MeterRegistry registry, StorageTarget target, String name, ToDoubleFunction<FreeSpace> value) {
        Gauge.builder(name, target, t -> {
            try {
                return value.applyAsDouble(t.chunks().space());
            } catch (FsException e) {
                return Double.NaN;
            }
        }).tag("target", Integer.toString(target.id())).register(registry);
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

    public List<Integer> targetIds() {
        return server.ids();
    }

    /** Stops cleanly. Idempotent. */
    public void stop(Duration drain) {
        if (stopped.getAndSet(true)) {
            return;
        }
        pages.ifPresent(StatusPages::close);
        stopServer(server, drain);
        member.close();
        directories.forEach(TargetDirectory::close);
        LOG.info("storage server stopped");
    }

    private static void stopServer(StorageServer server, Duration drain) {
        try {
            server.stop(drain).ifPresent(trouble -> LOG.warn("stop: {}", trouble));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("stop was interrupted; sessions not saved");
        }
    }
}
