package org.apiaryfs.meta.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Sessions;
import org.apiaryfs.meta.store.SessionFile;
import org.apiaryfs.meta.store.StoreException;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.id.FileHandle;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the files and drops the locks of clients that mgmtd doesn't list any more (spec meta
 * §8.3). A client has to be missing for a while, since a restarted mgmtd learns of clients only by
 * their next heartbeats, but for those whose removal was announced. Thread-safe.
 */
final class ClientWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(15);
    /** More than two heartbeats of a client, which come every minute. */
    static final Duration GRACE = Duration.ofSeconds(150);

    private final Namespace ns;
    private final ClusterView view;
    private final Closing closing;
    private final LockGranter granter;
    private final Scheduler scheduler;
    private final Map<Integer, Long> missingSince = new HashMap<>();
    private final Activity activity;
    private volatile boolean closed;

    ClientWatch(Namespace ns, ClusterView view, Closing closing, LockGranter granter, Scheduler scheduler, Activity activity) {
        this.ns = ns;
        this.view = view;
        this.closing = closing;
        this.granter = granter;
        this.scheduler = scheduler;
        this.activity = activity;
    }

    void start() {
        scheduler.schedule(LOOK, () -> {
            if (!closed) {
                Thread.ofVirtual().name("meta-client-watch").start(() -> {
                    if (tried(this::dropMissing)) {
                        start();
                    }
                });
            }
        });
    }

    /** Takes note that a client's removal was announced, and drops it, in the background. */
    void removed(int client) {
        Thread.ofVirtual().name("meta-client-removed").start(() -> tried(() -> dropRemoved(client)));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws FsException;
    }

    /** False if no work may begin any more. */
    private boolean tried(Work work) {
        if (!activity.begin()) {
            return false;
        }
        try {
            work.run();
        } catch (FsException | StoreException e) {
            LOG.warn("files of a missing client can't be closed, will try again: error=\"{}\"", e.getMessage());
        } finally {
            activity.done();
        }
        return true;
    }

    /** Drops a client whose removal was announced, unless it has come back. */
    synchronized void dropRemoved(int client) throws FsException {
        missingSince.put(client, scheduler.nanoTime() - GRACE.toNanos());
        dropMissing();
    }

    /** Drops clients that have been missing long enough. */
    synchronized void dropMissing() throws FsException {
        long now = scheduler.nanoTime();
        Set<Integer> missing = new HashSet<>(ns.sessions().clients());
        missing.removeIf(client -> view.current().clients().get(client).isPresent());
        missingSince.keySet().retainAll(missing);
        for (int client : missing) {
            if (now - missingSince.computeIfAbsent(client, id -> now) >= GRACE.toNanos()) {
                drop(client);
                missingSince.remove(client);
            }
        }
    }

    private void drop(int client) throws FsException {
        int files = 0;
        for (Sessions.Freed freed : ns.sessions().dropLocks(client)) {
            granter.grant(freed.file(), freed.kind(), List.of(freed.request()));
        }
        for (SessionFile file : ns.sessions().files(client)) {
            Sessions.Opened opened = ns.sessions().beginClose(client, file.number(), file.file());
            String handle = new FileHandle(file.number(), file.file().id()).format();
            closing.finish(opened, handle, opened.inode().pattern().targets().size(), MessageHeader.NO_USER);
            files++;
        }
        ns.sessions().dropClient(client);
        if (files > 0) {
            LOG.info("closed files of a client that is gone: client={} files={}", Integer.toUnsignedString(client), files);
        }
    }

    /** Begins no further look. */
    @Override
    public void close() {
        closed = true;
    }
}
