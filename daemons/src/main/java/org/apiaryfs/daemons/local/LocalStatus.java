package org.apiaryfs.daemons.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Mounts;

/**
 * How a local cluster is at a moment. Immutable.
 *
 * @param files where it is
 * @param plan what it consists of
 * @param daemons its daemons
 * @param mounted whether it is mounted and the mount's process runs
 * @param mountPid that process
 * @param cluster what the management server says; empty if that doesn't run or answer
 * @param problem why not, for people
 */
record LocalStatus(ClusterFiles files, Plan plan, List<DaemonStatus> daemons, boolean mounted, Optional<Long> mountPid,
        Optional<ClusterSnapshot> cluster, Optional<String> problem) {

    /**
     * A daemon.
     *
     * @param member which
     * @param process empty if it doesn't run
     * @param residentBytes memory, 0 if it doesn't run
     */
    record DaemonStatus(Plan.Member member, Optional<ProcessRef> process, long residentBytes, int port, int statusPort, Path log) {}

    static LocalStatus look(ClusterFiles files, Plan plan) throws IOException, InterruptedException {
        Processes processes = Processes.read(files);
        List<DaemonStatus> daemons = new ArrayList<>();
        for (Plan.Member member : plan.members()) {
            Optional<ProcessRef> process = processes.running(member.name());
            daemons.add(new DaemonStatus(member, process, process.map(ProcessRef::residentBytes).orElse(0L),
                    plan.ports().getOrDefault(member.name(), 0), plan.statusPorts().getOrDefault(member.name(), 0), files.log(member.name())));
        }
        Optional<ProcessRef> mount = processes.running(Processes.MOUNT);
        Optional<ClusterSnapshot> cluster = Optional.empty();
        Optional<String> problem = Optional.empty();
        if (daemons.getFirst().process.isPresent()) {
            try (ClusterConnection connection = ClusterConnection.onDemand(
                    new ClusterAddress("127.0.0.1", plan.managementPort(), Optional.of(files.secret())))) {
                cluster = Optional.of(connection.first().get());
            } catch (ExecutionException e) {
                problem = Optional.of(AdminException.problemOf(e).sentence());
            }
        } else if (daemons.stream().anyMatch(d -> d.process.isPresent())) {
            problem = Optional.of("The management daemon doesn't run.");
        }
        return new LocalStatus(files, plan, daemons, mount.isPresent() && Mounts.mounted(plan.mount()), mount.map(ProcessRef::pid), cluster, problem);
    }

    /** Everything runs, and the cluster says that all is well. */
    boolean complete() {
        return mounted && daemons.stream().allMatch(d -> d.process.isPresent())
                && cluster.filter(c -> LocalCluster.missing(plan, c).isEmpty()).isPresent();
    }

    boolean anythingRuns() {
        return mounted || mountPid.isPresent() || daemons.stream().anyMatch(d -> d.process.isPresent());
    }

    /** "running", "partly" or "stopped". */
    String word() {
        return complete() ? "running" : anythingRuns() ? "partly" : "stopped";
    }
}
