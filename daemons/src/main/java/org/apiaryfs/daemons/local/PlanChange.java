package org.apiaryfs.daemons.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apiaryfs.daemons.local.LocalCluster.Wishes;

/** What becomes of a cluster's plan when {@code up} asks for something. Stateless. */
final class PlanChange {
    private static final int DEFAULT_TARGETS = 2;

    private PlanChange() {}

    /** @throws LocalException if the cluster can't become what is asked for, at least not while it runs */
    static Plan apply(Optional<Plan> before, Wishes wishes, ClusterFiles files, Function<String, Optional<ProcessRef>> running)
            throws LocalException {
        Plan plan = before.orElse(new Plan(1, 1, DEFAULT_TARGETS, false, files.defaultMount(), Map.of(), Map.of()));
        Plan after = new Plan(
                count("metadata daemons", plan.metas(), wishes.metas(), before.isPresent()),
                count("storage daemons", plan.storages(), wishes.storages(), before.isPresent()),
                count("targets", plan.targets(), wishes.targets(), before.isPresent()),
                plan.quotas() || wishes.quotas(),
                wishes.mount().map(path -> path.toAbsolutePath().normalize()).orElse(plan.mount()), plan.ports(), plan.statusPorts());
        if (before.isEmpty()) {
            return after;
        }
        boolean anyRuns = plan.members().stream().anyMatch(m -> running.apply(m.name()).isPresent());
        if (anyRuns && after.targets() != plan.targets()) {
            throw new LocalException("targets can be added only while the cluster is down; stop it first");
        }
        if (anyRuns && after.quotas() != plan.quotas()) {
            throw new LocalException("quotas can be switched on only while the cluster is down; stop it first");
        }
        if (anyRuns && wishes.basePort().isPresent() && !wishes.basePort().get().equals(plan.ports().get(Plan.MGMTD))) {
            throw new LocalException("ports can be changed only while the cluster is down; stop it first");
        }
        if (!after.mount().equals(plan.mount()) && running.apply(Processes.MOUNT).isPresent()) {
            throw new LocalException("the cluster is mounted at " + plan.mount() + "; stop it first to mount it elsewhere");
        }
        return after;
    }

    private static int count(String what, int present, Optional<Integer> wanted, boolean exists) throws LocalException {
        int number = wanted.orElse(present);
        if (number < 1) {
            throw new LocalException("a cluster needs at least one of: " + what);
        }
        if (exists && number < present) {
            throw new LocalException("the cluster has " + present + " " + what + "; that many are in use and can't become " + number);
        }
        return number;
    }
}
