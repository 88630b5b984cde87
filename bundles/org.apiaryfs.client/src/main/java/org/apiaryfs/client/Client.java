package org.apiaryfs.client;

import io.netty.buffer.ByteBufAllocator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.Settings;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.transport.NetworkInterfaces;
import org.apiaryfs.transport.RetryPolicy;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of a cluster: the parts of the file system, and what they run on. {@link FileSystemClient}
 * puts paths before it.
 *
 * <p>Thread-safe. {@link #connect}, {@link #check} and {@link #close} block their thread.
 */
public final class Client implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final long PROBE_PAUSE_MS = 250;
    private static final Duration LAST_CLOSES = Duration.ofSeconds(20);
    private static final int BUFFER_MEMORY = 64 << 20; // bytes, all files together

    private final Transport transport;
    private final Membership membership;
    private final ClientSettings settings;
    private final Namespace namespace;
    private final OpenFiles files;
    private final SymbolicLinks links;
    private final DeviceNodes devices;
    private final ExtendedAttributes attributes;
    private final AccessControl access;
    private final FreeSpace space;
    private final LockClient locks;

    private Client(Transport transport, Membership membership, ClientSettings settings, LockClient locks) {
        this.transport = transport;
        this.membership = membership;
        this.settings = settings;
        this.locks = locks;
        int id = membership.self().id();
        ByteBufAllocator allocator = transport.allocator();
        MetaRequests meta = new MetaRequests(membership.nodes(), membership.view());
        FileEvents events = new FileEvents(settings.events());
        namespace = new Namespace(meta, membership.view(), settings, id, java.time.InstantSource.system(), events,
                transport.scheduler());
        StripedIo io = new StripedIo(membership.nodes(), membership.view(), settings, id, allocator);
        BufferBudget budget = new BufferBudget(Math.max(4, BUFFER_MEMORY / Integer.highestOneBit(settings.cacheBuffer())));
        files = new OpenFiles(meta, new FileServices(namespace, io, settings, budget, allocator, transport.scheduler(), locks, events), id);
        StoredTexts texts = new StoredTexts(namespace, files);
        links = new SymbolicLinks(namespace, texts, settings, events);
        devices = new DeviceNodes(namespace, texts);
        attributes = new ExtendedAttributes(meta, settings);
        access = new AccessControl(namespace, attributes);
        space = new FreeSpace(membership.nodes(), membership.view(), settings.statfsValidity(), transport.scheduler());
        locks.start(membership, meta, transport.scheduler());
    }

    /**
     * Enters the cluster that a configuration of {@link ClientKeys} names.
     *
     * @throws ConfigException if the configuration can't be used
     * @throws FsException if the management server doesn't answer within connMgmtdWaitSecs, or refuses
     */
    public static Client connect(Config config) throws ConfigException, FsException, InterruptedException {
        Settings connections = Settings.of(config, ClientKeys.MAX_CONNECTIONS);
        if (connections.mgmtdHost().isEmpty()) {
            throw new ConfigException("sysMgmtdHost is not set; give the name or address of the management server's host");
        }
        ClientSettings settings = ClientSettings.of(config);
        NetworkInterfaces interfaces = NetworkInterfaces.all().only(connections.interfaces());
        Transport transport = Transport.open();
        try {
            LockClient locks = new LockClient();
            Membership.Options options = new Membership.Options(connections, config.get(ClientKeys.PORT_UDP),
                    RetryPolicy.client(config.get(ClientKeys.COMM_RETRY_SECS)), Duration.ofSeconds(config.get(ClientKeys.UPDATE_STATES_SECS)),
                    Duration.ofSeconds(config.get(ClientKeys.OFFLINE_TIMEOUT)),
                    Duration.ofSeconds(config.get(ClientKeys.MGMTD_WAIT_SECS)));
            Membership membership = Membership.enter(options, transport, alias(), interfaces::discover,
                    Map.of(MessageType.LOCK_GRANTED, locks::granted));
            return new Client(transport, membership, settings, locks);
        } catch (FsException | InterruptedException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /** Unique in the cluster, and tells an operator whose it is. */
    private static String alias() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        return Long.toHexString(ProcessHandle.current().pid()).toUpperCase() + "-" + Long.toHexString(System.nanoTime() >>> 10).toUpperCase()
                + "-" + host;
    }

    /**
     * Asks the root directory's owner and all storage targets whether they are there (spec mgmtd §14.4).
     *
     * @param patience how long servers that are just starting are waited for
     * @throws FsException COMMUNICATION, naming the first that doesn't answer
     */
    public void check(Duration patience) throws FsException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            FsException problem = null;
            List<CompletableFuture<?>> probes = new ArrayList<>();
            List<String> names = new ArrayList<>();
            ClusterMap map = membership.view().current();
            names.add("metadata node " + map.root().id() + ", which owns the root directory,");
            probes.add(namespace.probeRoot(PROBE, membership.nodes()));
            map.targetNodes().keySet().stream().sorted().forEach(target -> {
                names.add("storage target " + target + " on " + map.nodeOfTarget(target).map(n -> "node " + n.alias()).orElse("an unknown node"));
                probes.add(space.of(target, PROBE));
            });
            if (probes.size() == 1) {
                problem = new FsException(FsError.UNKNOWN_TARGET, "no storage target is registered yet");
            }
            for (int i = 0; i < probes.size() && problem == null; i++) {
                try {
                    probes.get(i).get(PROBE.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    problem = new FsException(FsError.COMMUNICATION, names.get(i) + " doesn't answer");
                } catch (java.util.concurrent.ExecutionException e) {
                    FsException cause = Await.cause(e.getCause());
                    problem = new FsException(cause.error(), names.get(i) + " can't be used: " + cause.getMessage());
                }
            }
            if (problem == null) {
                return;
            }
            if (System.nanoTime() > end) {
                throw problem;
            }
            LOG.debug("waiting for the servers: {}", problem.getMessage());
            membership.refresh();
            Thread.sleep(PROBE_PAUSE_MS);
        }
    }

    public ClientSettings settings() {
        return settings;
    }

    public Membership membership() {
        return membership;
    }

    public Transport transport() {
        return transport;
    }

    /** Names and attributes. */
    public Namespace namespace() {
        return namespace;
    }

    /** Data. */
    public OpenFiles files() {
        return files;
    }

    public SymbolicLinks links() {
        return links;
    }

    public DeviceNodes devices() {
        return devices;
    }

    public ExtendedAttributes attributes() {
        return attributes;
    }

    public AccessControl access() {
        return access;
    }

    public FreeSpace space() {
        return space;
    }

    public LockClient locks() {
        return locks;
    }

    /** Writes what is buffered, closes what is open, leaves the cluster; no thread is left. */
    @Override
    public void close() {
        files.closeAll(LAST_CLOSES);
        locks.close();
        membership.close();
        transport.close();
    }
}
