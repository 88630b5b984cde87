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
import java.util.stream.IntStream;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ConnectionState;

/**
 * A cluster of real processes on the loopback address, in a directory of its own: mgmtd, one
 * metadata server, one storage server with several targets, and mounts. Not thread-safe.
 */
public final class TestCluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final int basePort;
    private final int targets;
    private final Daemon mgmtd;
    private final Daemon meta;
    private final Daemon storage;
    private final List<Mount> mounts = new ArrayList<>();

    /**
     * @param directory for stores, logs and mount points
     * @param targets number of storage targets, ≥ 1
     * @param options further {@code key=value} words for all three daemons
     */
    public TestCluster(Path directory, int targets, String... options) throws IOException {
        this.directory = directory;
        this.targets = targets;
        this.basePort = Ports.range(8);
        Files.createDirectories(directory);
        // Other users have to get to the mount points; the directories of temporary files are their maker's alone.
        Files.setPosixFilePermissions(directory.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("auth"), "secret of a test cluster\n");
        this.mgmtd = daemon("mgmtd", "storeMgmtdDirectory=" + directory.resolve("mgmtd"), options,
                "tuneStorageSpaceLowLimit=1m", "tuneStorageSpaceEmergencyLimit=1m", "tuneMetaSpaceLowLimit=1m", "tuneMetaSpaceEmergencyLimit=1m",
                "tuneStorageInodesLowLimit=10", "tuneStorageInodesEmergencyLimit=1", "tuneMetaInodesLowLimit=10", "tuneMetaInodesEmergencyLimit=1");
        this.meta = daemon("meta", "storeMetaDirectory=" + directory.resolve("meta"), options, "storeClientXAttrs=true");
        this.storage = daemon("storage", "storeStorageDirectory=" + String.join(",",
                IntStream.rangeClosed(1, targets).mapToObj(i -> directory.resolve("target" + i).toString()).toList()), options);
    }

    private Daemon daemon(String service, String store, String[] options, String... own) {
        List<String> words = connection();
        words.add(store);
        words.addAll(List.of("connMetaPortTCP=" + (basePort + 1), "connMetaPortUDP=" + (basePort + 1),
                "connStoragePortTCP=" + (basePort + 2), "connStoragePortUDP=" + (basePort + 2), "connStatusPort=0"));
        words.addAll(List.of(own));
        words.addAll(List.of(options));
        return new Daemon(service, "apiary-" + service, words, directory.resolve(service + ".log"));
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
        try (ClusterConnection connection = ClusterConnection.polling(address(), Duration.ofMillis(200))) {
            connection.listen(state -> {
                if (state instanceof ConnectionState.Online(var snapshot) && snapshot.root().isPresent()
                        && snapshot.targets().size() == targets + 1 && snapshot.targets().stream().allMatch(ClusterTarget::healthy)) {
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

    public Daemon meta() {
        return meta;
    }

    public Daemon storage() {
        return storage;
    }

    public List<Daemon> daemons() {
        return List.of(mgmtd, meta, storage);
    }

    /**
     * Mounts the cluster at a directory of its own.
     *
     * @param options as after {@code -o}
     */
    public Mount mount(String... options) throws Exception {
        Mount mount = new Mount(directory.resolve("mnt" + (mounts.size() + 1)), "127.0.0.1:" + basePort, directory, options(options));
        mounts.add(mount);
        mount.start();
        return mount;
    }

    private List<String> options(String[] more) {
        List<String> options = new ArrayList<>(List.of("connMgmtdPortTCP=" + basePort, "connAuthFile=" + directory.resolve("auth"),
                "connInterfacesList=lo", "connClientPortUDP=" + (basePort + 4), "sysXAttrsEnabled=true"));
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
