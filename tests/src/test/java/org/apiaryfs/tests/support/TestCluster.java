package org.apiaryfs.tests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Role;
import org.apiaryfs.client.Client;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.config.Config;

/**
 * A cluster of real processes on the loopback address, in a directory of its own: mgmtd, metadata
 * servers, storage servers with several targets each, and mounts. Not thread-safe.
 */
public final class TestCluster implements MountableCluster {
    private static final Duration START_LIMIT = Duration.ofSeconds(180);

    private final Path directory;
    private final int basePort;
    private final Shape shape;
    private final Daemon mgmtd;
    private final List<Daemon> metas = new ArrayList<>();
    private final List<Daemon> storages = new ArrayList<>();
    private final List<Mount> mounts = new ArrayList<>();

    /**
     * How many servers a cluster has.
     *
     * @param metas metadata servers, ≥ 1
     * @param storages storage servers, ≥ 1
     * @param targets storage targets of each storage server, ≥ 1
     */
    public record Shape(int metas, int storages, int targets) {
        private int all() {
            return metas + storages * targets;
        }
    }

    /**
     * One metadata server and one storage server.
     *
     * @param directory for stores, logs and mount points
     * @param targets number of storage targets, ≥ 1
     * @param options further {@code key=value} words for all daemons
     */
    public TestCluster(Path directory, int targets, String... options) throws IOException {
        this(directory, new Shape(1, 1, targets), options);
    }

    /**
     * @param directory for stores, logs and mount points
     * @param options further {@code key=value} words for all daemons
     */
    public TestCluster(Path directory, Shape shape, String... options) throws IOException {
        this.directory = directory;
        this.shape = shape;
        this.basePort = Ports.range(2 + shape.metas() + shape.storages());
        Files.createDirectories(directory);
        // Other users have to get to the mount points; the directories of temporary files are their maker's alone.
        Files.setPosixFilePermissions(directory.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("auth"), "secret of a test cluster\n");
        this.mgmtd = daemon("mgmtd", "mgmtd", basePort, options, "storeMgmtdDirectory=" + directory.resolve("mgmtd"),
                "tuneStorageSpaceLowLimit=1m", "tuneStorageSpaceEmergencyLimit=1m", "tuneMetaSpaceLowLimit=1m", "tuneMetaSpaceEmergencyLimit=1m",
                "tuneStorageInodesLowLimit=10", "tuneStorageInodesEmergencyLimit=1", "tuneMetaInodesLowLimit=10", "tuneMetaInodesEmergencyLimit=1");
        for (int i = 1; i <= shape.metas(); i++) {
            String name = numbered("meta", i);
            metas.add(daemon(name, "meta", basePort + i, options, "storeMetaDirectory=" + store(name, directory.resolve(name)), "storeClientXAttrs=true"));
        }
        for (int i = 1; i <= shape.storages(); i++) {
            String name = numbered("storage", i);
            int storage = i;
            String stores = IntStream.rangeClosed(1, shape.targets()).mapToObj(t -> target(storage, t).toString()).collect(Collectors.joining(","));
            store(name, target(i, 1));
            storages.add(daemon(name, "storage", basePort + shape.metas() + i, options, "storeStorageDirectory=" + stores));
        }
    }

    /** The first has the plain name. */
    private static String numbered(String service, int number) {
        return number == 1 ? service : service + number;
    }

    /** A store directory that names its node, since all nodes are on one host. */
    private static Path store(String node, Path store) throws IOException {
        Files.createDirectories(store);
        Files.writeString(store.resolve("nodeID"), node + "\n");
        return store;
    }

    private Daemon daemon(String name, String service, int port, String[] options, String... own) {
        List<String> words = connection();
        String kind = Character.toUpperCase(service.charAt(0)) + service.substring(1);
        if (!service.equals("mgmtd")) {
            words.addAll(List.of("conn" + kind + "PortTCP=" + port, "conn" + kind + "PortUDP=" + port));
        }
        words.add("connStatusPort=0");
        words.addAll(List.of(own));
        words.addAll(List.of(options));
        return new Daemon(name, "apiary-" + service, words, directory.resolve(name + ".log"));
    }

    private List<String> connection() {
        return new ArrayList<>(List.of("sysMgmtdHost=127.0.0.1", "connMgmtdPortTCP=" + basePort, "connMgmtdPortUDP=" + basePort,
                "connAuthFile=" + directory.resolve("auth"), "connInterfacesList=lo"));
    }

    /** Starts all daemons and waits until all targets are online. */
    public TestCluster start() throws Exception {
        for (Daemon daemon : daemons()) {
            daemon.start();
        }
        awaitOnline();
        return this;
    }

    /** Waits until the root directory has an owner and all targets are online. */
    public void awaitOnline() throws Exception {
        CompletableFuture<Void> online = new CompletableFuture<>();
        try (ClusterConnection connection = ClusterConnection.polling(address(), Duration.ofMillis(200), Role.INFORMATION)) {
            connection.listen(state -> {
                if (state instanceof ConnectionState.Online(var snapshot) && snapshot.root().isPresent()
                        && snapshot.targets().size() == shape.all() && snapshot.targets().stream().allMatch(ClusterTarget::healthy)) {
                    online.complete(null);
                }
            });
            online.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the cluster is not online after " + START_LIMIT + logs(), e);
        }
    }

    /** What the daemons printed last, for failures. */
    public String logs() {
        StringBuilder text = new StringBuilder();
        daemons().forEach(d -> text.append("\n--- ").append(d.name()).append(d.running() ? "" : " (not running)").append('\n').append(d.logTail()));
        mounts.forEach(m -> text.append("\n--- mount ").append(m.directory()).append('\n').append(m.process().logTail()));
        return text.toString();
    }

    public ClusterAddress address() {
        return new ClusterAddress("127.0.0.1", basePort, Optional.of(directory.resolve("auth")));
    }

    public Path directory() {
        return directory;
    }

    public Daemon mgmtd() {
        return mgmtd;
    }

    /** The first metadata server. */
    public Daemon meta() {
        return metas.getFirst();
    }

    /** The first storage server. */
    public Daemon storage() {
        return storages.getFirst();
    }

    public List<Daemon> metas() {
        return List.copyOf(metas);
    }

    public List<Daemon> storages() {
        return List.copyOf(storages);
    }

    /**
     * The directory of a storage target.
     *
     * @param storage number of the server, from 1
     * @param target number of its target, from 1
     */
    public Path target(int storage, int target) {
        return directory.resolve((storage == 1 ? "" : numbered("storage", storage) + "-") + "target" + target);
    }

    /** All of them: mgmtd, metadata servers, storage servers. */
    public List<Daemon> daemons() {
        List<Daemon> all = new ArrayList<>();
        all.add(mgmtd);
        all.addAll(metas);
        all.addAll(storages);
        return all;
    }

    /** A metadata or storage server on a port that it hasn't had yet; to be used while the given one doesn't run. */
    public Daemon moved(Daemon server) {
        String kind = metas.contains(server) ? "Meta" : "Storage";
        int port = Ports.range(1);
        return server.with(List.of("conn" + kind + "PortTCP=" + port, "conn" + kind + "PortUDP=" + port));
    }

    @Override
    public Mount mount(String... options) throws Exception {
        Mount mount = new Mount(directory.resolve("mnt" + (mounts.size() + 1)), "127.0.0.1:" + basePort, directory, options(options));
        mounts.add(mount);
        mount.start();
        return mount;
    }

    /**
     * The client library in this process.
     *
     * @param options as {@code key=value} words
     */
    public Client client(String... options) throws Exception {
        return Client.connect(Config.parse(ClientKeys.schema(), Stream.concat(
                Stream.of("sysMgmtdHost=127.0.0.1", "connMgmtdPortUDP=" + basePort), options(options).stream()).toList()));
    }

    private List<String> options(String[] more) {
        List<String> options = new ArrayList<>(List.of("connMgmtdPortTCP=" + basePort, "connAuthFile=" + directory.resolve("auth"),
                "connInterfacesList=lo", "connClientPortUDP=" + (basePort + 1 + shape.metas() + shape.storages()), "sysXAttrsEnabled=true"));
        options.addAll(List.of(more));
        return options;
    }

    /** Unmounts, and stops the daemons, those that talk to others first. */
    @Override
    public void close() throws Exception {
        for (Mount mount : mounts.reversed()) {
            mount.close();
        }
        for (Daemon daemon : daemons().reversed()) {
            daemon.close();
        }
    }
}
