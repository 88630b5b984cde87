package org.apiaryfs.fuse.mount;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.client.Client;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.fuse.FuseException;
import org.apiaryfs.fuse.FuseSession;
import org.apiaryfs.fuse.vfs.ClusterFileSystem;
import org.apiaryfs.protocol.FsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mount that this process serves. Thread-safe; methods block.
 */
final class ServedMount implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedMount.class);

    private final MountRequest request;
    private final Client client;
    private final FuseSession session;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::close, "unmount");

    private ServedMount(MountRequest request, Client client, FuseSession session) {
        this.request = request;
        this.client = client;
        this.session = session;
    }

    /** Connects, checks that the servers are there, and mounts; the mount is usable then. */
    static ServedMount start(MountRequest request) throws MountFailure, InterruptedException {
        request.config().warnings().forEach(LOG::warn);
        if (MountState.held(request.directory())) {
            LOG.info("a killed mount is given up that the kernel still waits for: mountPoint={}", request.directory());
            FuseSession.abandon(request.directory());
        }
        Client client;
        try {
            client = Client.connect(request.config());
        } catch (ConfigException e) {
            throw new MountFailure(MountFailure.USAGE, e.getMessage());
        } catch (FsException e) {
            throw new MountFailure(MountFailure.MOUNT, "cannot enter the cluster: " + e.getMessage());
        }
        try {
            // Before the check: a server may be busy with what the dead one has left.
            buryDead(request, client);
            int patience = request.config().get(ClientKeys.SANITY_CHECK_MS);
            if (patience > 0) {
                client.check(Duration.ofMillis(patience));
            }
            Optional<Path> configuration = SettingsFile.write(request.directory(), request.config());
            ClusterFileSystem files = new ClusterFileSystem(client, request.config(), configuration);
            FuseSession session = FuseSession.mount(files, request.directory(), request.options());
            ServedMount mount = new ServedMount(request, client, session);
            MountState.write(request.directory(), self(request, client));
            Runtime.getRuntime().addShutdownHook(mount.hook);
            return mount;
        } catch (FsException e) {
            client.close();
            throw new MountFailure(MountFailure.MOUNT, "the mount was given up: " + e.getMessage()
                    + "; start that server, or mount with -o sysMountSanityCheckMS=0 to do without this check");
        } catch (FuseException e) {
            client.close();
            throw new MountFailure(MountFailure.MOUNT, e.getMessage());
        } catch (InterruptedException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static MountState.Member self(MountRequest request, Client client) {
        return new MountState.Member(request.cluster(), client.membership().self().id(), client.membership().self().alias());
    }

    /** Takes clients out of the cluster whose processes have died on this host, so that their locks and open files go at once. */
    private static void buryDead(MountRequest request, Client client) {
        for (MountState.Dead dead : MountState.dead(request.cluster())) {
            try {
                if (client.membership().bury(dead.member().id(), dead.member().alias())) {
                    LOG.info("a mount that had died was taken out of the cluster: alias={} id={}", dead.member().alias(),
                            Integer.toUnsignedString(dead.member().id()));
                }
                MountState.remove(dead);
            } catch (FsException e) {
                LOG.warn("a mount that has died is still in the cluster, which will forget it in time: alias={} error=\"{}\"",
                        dead.member().alias(), e.getMessage());
            }
        }
    }

    /** Returns when somebody has unmounted. */
    void await() {
        session.ended().toCompletableFuture().join();
        close();
    }

    /** Unmounts, writes what is buffered, leaves the cluster. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        session.close();
        client.close();
        MountState.remove(request.directory());
        SettingsFile.remove(request.directory());
        LOG.info("unmounted: mountPoint={}", request.directory());
    }
}
