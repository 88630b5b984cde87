package org.apiaryfs.ui.monitoring.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ReachedNode;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.Task;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;

/** Finds out whether and how a server can be reached from here, and which version it says it is. UI thread only. */
final class ConnectionCheck {
    private final ClusterNode node;
    private final Runnable changed;
    private final Job job;
    private List<Fact> facts = List.of(new Fact(Messages.connection, Messages.checking));

    /** Begins at once. The action is run when there is a result. */
    ConnectionCheck(ClusterSession session, ClusterNode node, Runnable changed) {
        this.node = node;
        this.changed = changed;
        job = new Task<>(NLS.bind(Messages.checkTask, node.alias()), progress -> {
            CompletableFuture<List<ReachedNode>> reached = session.connection().nodes().reach(List.of(node));
            CompletableFuture<String> version = session.profile().role() == Role.ADMINISTRATOR
                    ? session.connection().nodes().debug(node.type(), node.id(), "version").exceptionally(failure -> "") // not every server tells
                    : CompletableFuture.completedFuture("");
            return reached.thenCombine(version, ConnectionCheck::facts);
        }).start(this::done, problem -> done(List.of(new Fact(Messages.connection, problem.sentence(), Concern.ERROR))));
    }

    private static List<Fact> facts(List<ReachedNode> reached, String version) {
        var facts = new ArrayList<Fact>();
        reached.forEach(one -> facts.addAll(NodeFacts.reached(one)));
        version.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().ifPresent(line -> facts.add(new Fact(Messages.version, line)));
        return facts;
    }

    boolean isOf(ClusterNode other) {
        return node.type() == other.type() && node.id() == other.id();
    }

    /** What is known by now. */
    List<Fact> facts() {
        return facts;
    }

    /** Nobody wants to know any more. */
    void cancel() {
        job.cancel();
    }

    private void done(List<Fact> found) {
        facts = found;
        changed.run();
    }
}
