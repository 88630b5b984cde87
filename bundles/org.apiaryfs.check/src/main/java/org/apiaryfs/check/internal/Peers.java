package org.apiaryfs.check.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.Session;
import org.apiaryfs.check.CheckException;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.monitor.GenericDebug;
import org.apiaryfs.protocol.monitor.GenericDebugResp;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.HeartbeatRequest;
import org.apiaryfs.protocol.node.StatStoragePath;
import org.apiaryfs.protocol.node.StatStoragePathResp;
import org.apiaryfs.transport.CallOptions;

/**
 * The nodes of a cluster as a check asks them: every failure ends it with a sentence. Methods block
 * their thread. Thread-safe.
 */
final class Peers {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BEGIN_PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(10);

    private final Session session;

    Peers(Session session) {
        this.session = session;
    }

    ClusterMap map() {
        return session.view().current();
    }

    /** Downloads the lists of nodes and targets. */
    void refresh() throws CheckException, InterruptedException {
        try {
            session.refresh();
        } catch (AdminException e) {
            throw new CheckException(e.getMessage(), e);
        }
    }

    /** Makes sure that all nodes and targets answer and that there is nothing that can't be checked. */
    void mustAnswer() throws CheckException, InterruptedException {
        ClusterMap map = map();
        if (map.metaNodes().size() == 0 || !map.root().known()) {
            throw new CheckException(Texts.of("cluster_noServer"));
        }
        if (!map.meta().groups().isEmpty()) {
            throw new CheckException(Texts.of("cluster_mirrored"));
        }
        for (NodeType type : List.of(NodeType.META, NodeType.STORAGE)) {
            for (NodeInfo node : map.nodes(type).all()) {
                Heartbeat heartbeat = ask(type, node.id(), new HeartbeatRequest(), Heartbeat.class, SHORT_PATIENCE);
                if (heartbeat.nodeNumId() != node.id()) {
                    throw new CheckException(Texts.of("server_other", what(type, node.id()), Integer.toUnsignedString(heartbeat.nodeNumId())));
                }
            }
        }
        for (int target : map.targetNodes().keySet()) {
            target(target, new StatStoragePath(target), StatStoragePathResp.class);
        }
    }

    /** False for metadata nodes of Apiary, which have all in hash directory (0,0) and say so by their version. */
    boolean hashDirectories(int node) throws CheckException, InterruptedException {
        return !ask(NodeType.META, node, new GenericDebug("version"), GenericDebugResp.class, SHORT_PATIENCE).text().contains("Apiary");
    }

    List<Integer> nodes(NodeType type) {
        return map().nodes(type).ids();
    }

    <T extends Message> T meta(int node, Message request, Class<T> expected) throws CheckException, InterruptedException {
        return ask(NodeType.META, node, request, expected, PATIENCE);
    }

    /** For what is answered without work. */
    <T extends Message> T metaSoon(int node, Message request, Class<T> expected) throws CheckException, InterruptedException {
        return ask(NodeType.META, node, request, expected, SHORT_PATIENCE);
    }

    <T extends Message> T storage(int node, Message request, Class<T> expected) throws CheckException, InterruptedException {
        return ask(NodeType.STORAGE, node, request, expected, PATIENCE);
    }

    private <T extends Message> T ask(NodeType type, int node, Message request, Class<T> expected, Duration patience)
            throws CheckException, InterruptedException {
        return answer(what(type, node), session.nodes().node(type, node, Envelope.of(request), expected, options(patience)));
    }

    /**
     * Begins something at a node that has to be ended there again. So the answer is awaited also by a thread that is
     * interrupted; it stays so.
     */
    <T extends Message> T begin(NodeType type, int node, Message request, Class<T> expected) throws CheckException {
        CompletableFuture<T> answer = session.nodes().node(type, node, Envelope.of(request), expected, options(BEGIN_PATIENCE));
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer(what(type, node), answer);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks the server of a storage target. */
    <T extends Message> T target(int target, Message request, Class<T> expected) throws CheckException, InterruptedException {
        return answer(Texts.of("name_target", target), session.nodes().target(target, Envelope.of(request), expected, options(SHORT_PATIENCE)));
    }

    private static CallOptions options(Duration patience) {
        return CallOptions.DEFAULT.withoutWaiting().withTimeout(patience);
    }

    private String what(NodeType type, int node) {
        String alias = map().nodes(type).get(node).map(NodeInfo::alias).orElse("?");
        return Texts.of(type == NodeType.META ? "name_metaNode" : "name_storageNode", Integer.toUnsignedString(node), alias);
    }

    private static <T> T answer(String who, CompletableFuture<T> future) throws CheckException, InterruptedException {
        try {
            return Await.of(future);
        } catch (FsException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new CheckException(Texts.of("server_silent", who, AdminException.problemOf(e).sentence()), e);
        }
    }

    /** Something to do. */
    @FunctionalInterface
    interface Task {
        void run() throws CheckException, InterruptedException;
    }

    /** Does several things at the same time; the first failure ends all. */
    static void together(List<Task> tasks) throws CheckException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<Void> ended = new ExecutorCompletionService<>(threads);
            List<Future<Void>> running = new ArrayList<>();
            for (Task task : tasks) {
                running.add(ended.submit(() -> {
                    task.run();
                    return null;
                }));
            }
            try {
                for (int i = 0; i < tasks.size(); i++) {
                    ended.take().get();
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CheckException check) {
                    throw check;
                }
                throw new CheckException(Texts.of("check_failed", e.getCause()), e.getCause());
            } finally {
                running.forEach(future -> future.cancel(true));
            }
        }
    }
}
