package org.apiaryfs.daemons.beegfs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;

/** Removing nodes and targets, and mapping targets (spec admin §3.3). Stateless. */
final class Removals {
    static final String NODE_USAGE = """
            <nodeID>           The node's number.
            --nodetype=<meta|storage|client>  Its kind (needed).
            --unreachable      Remove all nodes of that kind that don't answer instead;
                               --reachretries=<n> (default: 6) and --reachtimeout=<ms> (default: 500) say how they are asked.
            --force            Remove it although it, or a target of it, is in a mirror group.
            """;
    static final String TARGET_USAGE = """
            <targetID>         The storage target's number.
            """;
    static final String MAP_USAGE = """
            --targetid=<id>    The storage target (needed).
            --nodeid=<id>      The storage server that has it (needed).
            --storagepoolid=<id>  Pool that it joins if it is new (default: 1).
            """;
    private static final int RETRIES = 6;
    private static final int TIMEOUT_MS = 500;
    private static final long MAX_ID = 0xffff_ffffL;

    private Removals() {}

    static Mode.Action node(ModeArguments a) throws ModeException {
        NodeType type = a.requiredNodeType(NodeType.META, NodeType.STORAGE, NodeType.CLIENT);
        boolean force = a.flag("force");
        int retries = a.number("reachretries", 0, 1000).orElse((long) RETRIES).intValue();
        int timeout = a.number("reachtimeout", 1, 600_000).orElse((long) TIMEOUT_MS).intValue();
        if (a.flag("unreachable")) {
            return run -> unreachable(run, type, retries + 1, Duration.ofMillis(timeout), force);
        }
        long id = ModeArguments.number("the node ID", a.word("node ID"), 1, MAX_ID);
        return run -> {
            mustBeFree(run.connect(), type, id, force);
            try {
                run.cluster().nodes().remove(type, id).get();
            } catch (ExecutionException e) {
                throw new ModeException(ExitCode.FAILED, "Failed to remove node: " + id + " (Error: " + AdminException.problemOf(e).sentence() + ")");
            }
            run.line("Removal of node succeeded: " + id);
            return ExitCode.OK;
        };
    }

    private static void mustBeFree(ClusterSnapshot snapshot, NodeType type, long id, boolean force) throws ModeException {
        List<Integer> targets = snapshot.targets(type).stream().filter(t -> t.nodeId() == id).map(ClusterTarget::id).toList();
        if (!force && snapshot.groups().stream().anyMatch(g -> g.kind() == type && (targets.contains(g.primary()) || targets.contains(g.secondary())))) {
            throw new ModeException(ExitCode.FAILED, (type == NodeType.META ? "The node is" : "Targets of the node are")
                    + " part of a buddy mirror group. Aborting. (--force removes it nevertheless; data can be lost then.)");
        }
    }

    private static int unreachable(ModeRun run, NodeType type, int tries, Duration timeout, boolean force) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect();
        int removed = 0;
        for (ClusterNode node : ModeRun.get(run.cluster().nodes().silent(snapshot.nodes(type), tries, timeout))) {
            mustBeFree(snapshot, type, node.id(), force);
            run.line("Removing node: " + ModeRun.text(node));
            ModeRun.get(run.cluster().nodes().remove(type, node.id()));
            removed++;
        }
        run.line("Number of removed nodes: " + removed);
        return ExitCode.OK;
    }

    static Mode.Action target(ModeArguments a) throws ModeException {
        int id = (int) ModeArguments.number("the target ID", a.word("target ID"), 1, 0xffff);
        return run -> {
            if (run.connect().groups().stream().anyMatch(g -> g.kind() == NodeType.STORAGE && (g.primary() == id || g.secondary() == id))) {
                throw new ModeException(ExitCode.FAILED, "Given target is part of a buddy mirror group. Aborting.");
            }
            try {
                run.cluster().targets().unmap(id).get();
            } catch (ExecutionException e) {
                throw new ModeException(ExitCode.FAILED, "Failed to remove target: " + id + " (Error: " + AdminException.problemOf(e).sentence() + ")");
            }
            run.line("Removal of target succeeded: " + id);
            return ExitCode.OK;
        };
    }

    static Mode.Action map(ModeArguments a) throws ModeException {
        int target = a.requiredId("targetid");
        int node = a.requiredId("nodeid");
        int pool = a.id("storagepoolid").orElse(StripePattern.DEFAULT_POOL);
        return run -> {
            run.connect();
            try {
                run.cluster().targets().map(target, node, pool).get();
            } catch (ExecutionException e) {
                throw new ModeException(ExitCode.FAILED, "Mapping failed: target " + target + " -> storage " + node + " (Error: "
                        + AdminException.problemOf(e).sentence() + ")");
            }
            run.line("Mapping succeeded: target " + target + " -> storage " + node);
            return ExitCode.OK;
        };
    }
}
