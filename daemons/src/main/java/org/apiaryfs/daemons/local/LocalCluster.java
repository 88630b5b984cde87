package org.apiaryfs.daemons.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Mounts;
import org.apiaryfs.admin.Role;
import org.apiaryfs.daemons.local.Plan.Member;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Starts and stops the programs of one local cluster. Used by one thread, but for {@link #abort}.
 */
final class LocalCluster {
    private static final Duration DAEMON_START = Duration.ofSeconds(60);
    private static final Duration TARGETS_ONLINE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration DAEMON_STOP = Duration.ofSeconds(60);
    /** How long the management daemon may take leave of a cluster's clients. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final ClusterFiles files;
    private final Programs programs;
    private final Processes processes;
    private final Progress progress;
    private final List<Started> startedNow = new ArrayList<>();
    private boolean aborted;

    LocalCluster(ClusterFiles files, Programs programs, Progress progress) throws IOException {
        this.files = files;
        this.programs = programs;
        this.processes = Processes.read(files);
        this.progress = progress;
    }

    Processes processes() {
        return processes;
    }

    /** What {@code up} was asked for; empty or false = as it was, or the default. */
    record Wishes(Optional<Integer> metas, Optional<Integer> storages, Optional<Integer> targets, boolean quotas, Optional<Path> mount, Optional<Integer> basePort, boolean mounted) {}

    /** Brings the cluster to what was asked for, starting only what doesn't run; returns when it is usable, and mounted if that is wished. */
    Plan up(Wishes wishes) throws IOException, LocalException, InterruptedException {
        Plan plan = PlanChange.apply(Plan.read(files), wishes, files, processes::running);
        plan = withPorts(plan, wishes.basePort());
        plan.write(files);
        Layout.write(files, plan);
        for (Member member : plan.members()) {
            if (processes.running(member.name()).isEmpty()) {
                launch(member.name(), "apiary-" + program(member), mainClass(member), List.of("cfgFile=" + files.config(member.name())));
            }
        }
        if (!startedNow.isEmpty()) {
            progress.step("starting " + String.join(", ", startedNow.stream().map(Started::name).toList()));
        }
        ClusterAddress address = new ClusterAddress("127.0.0.1", plan.managementPort(), Optional.of(files.secret()));
        for (Started started : List.copyOf(startedNow)) {
            await(started, "starting");
        }
        awaitTargets(plan, address);
        if (wishes.mounted()) {
            mount(plan);
        }
        progress.close();
        return plan;
    }

    private Plan withPorts(Plan plan, Optional<Integer> basePort) throws LocalException {
        Plan chosen = Ports.ofThisMachine().choose(plan, basePort, name -> processes.running(name).isPresent());
        Integer before = plan.ports().get(Plan.MGMTD);
        boolean othersRun = plan.members().stream().anyMatch(m -> !m.name().equals(Plan.MGMTD) && processes.running(m.name()).isPresent());
        if (before != null && othersRun && before != chosen.managementPort()) {
            throw new LocalException("port " + before + ", on which the other daemons look for the management server, is taken by"
                    + " another program; stop the cluster first, then start it anew");
        }
        return chosen;
    }

    private static String program(Member member) {
        return member.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String mainClass(Member member) {
        return switch (member.kind()) {
            case MGMTD -> "org.apiaryfs.daemons.MgmtdMain";
            case META -> "org.apiaryfs.daemons.MetaMain";
            case STORAGE -> "org.apiaryfs.daemons.StorageMain";
        };
    }

    private synchronized Started launch(String name, String program, String mainClass, List<String> words)
            throws IOException, LocalException, InterruptedException {
        if (aborted) {
            throw new InterruptedException("aborted");
        }
        Path errors = files.errors(name);
        Process process = programs.start(program, mainClass, words, errors);
        Started started = Started.watch(name, process, errors);
        startedNow.add(started);
        processes.add(name, started.process());
        return started;
    }

    private void await(Started started, String what) throws LocalException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            try {
                started.ready().get(1, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof LocalException local ? local : new LocalException(started.name() + ": " + e.getCause());
            } catch (TimeoutException e) {
                Duration waited = Duration.ofNanos(System.nanoTime() - begin);
                if (waited.compareTo(DAEMON_START) > 0) {
                    throw new LocalException(started.name() + " isn't ready after " + waited.toSeconds() + " s; its log: " + files.log(started.name()));
                }
                progress.step(what + " " + started.name() + ", " + waited.toSeconds() + " s");
            }
        }
    }

    /** Waits until every target of the plan is online and good, and the root directory has an owner. */
    private void awaitTargets(Plan plan, ClusterAddress address) throws LocalException, InterruptedException {
        CompletableFuture<ClusterSnapshot> complete = new CompletableFuture<>();
        try (ClusterConnection connection = ClusterConnection.polling(address, LOOK, Role.INFORMATION)) {
            ClusterConnection.Listener check = state -> state.latest().filter(s -> state instanceof ConnectionState.Online && missing(plan, s).isEmpty())
                    .ifPresent(complete::complete);
            try (var subscription = connection.listen(check)) {
                check.changed(connection.state());
                long begin = System.nanoTime();
                while (true) {
                    try {
                        complete.get(1, TimeUnit.SECONDS);
                        return;
                    } catch (TimeoutException e) {
                        String lacking = connection.state().latest().map(s -> String.join(", ", missing(plan, s)))
                                .orElseGet(() -> connection.state().trouble().map(p -> p.sentence()).orElse("connecting"));
                        progress.step("waiting: " + lacking);
                        if (System.nanoTime() - begin > TARGETS_ONLINE.toNanos()) {
                            throw new LocalException("the cluster isn't complete after " + TARGETS_ONLINE.toSeconds() + " s: " + lacking
                                    + "; logs are in " + files.log("x").getParent());
                        }
                    } catch (ExecutionException e) {
                        throw new LocalException("waiting for the targets: " + e.getCause());
                    }
                }
            }
        }
    }

    /** What a snapshot lacks of a plan. */
    static List<String> missing(Plan plan, ClusterSnapshot snapshot) {
        List<String> missing = new ArrayList<>();
        if (snapshot.root().isEmpty()) {
            missing.add("root directory");
        }
        int[] wanted = {plan.metas(), plan.storages() * plan.targets()};
        NodeType[] kinds = {NodeType.META, NodeType.STORAGE};
        for (int i = 0; i < kinds.length; i++) {
            long healthy = snapshot.targets(kinds[i]).stream().filter(t -> t.healthy() && t.capacityPool().isPresent()).count();
            if (healthy < wanted[i]) {
                missing.add((wanted[i] - healthy) + " of " + wanted[i] + (i == 0 ? " metadata nodes" : " storage targets"));
            }
        }
        return missing;
    }

    private void mount(Plan plan) throws IOException, LocalException, InterruptedException {
        if (processes.running(Processes.MOUNT).isPresent() && Mounts.mounted(plan.mount())) {
            return;
        }
        progress.step("mounting " + plan.mount());
        Mounter.prepare(plan.mount());
        Started started = launch(Processes.MOUNT, Mounter.PROGRAM, Mounter.MAIN_CLASS, Mounter.words(files, plan));
        await(started, "mounting by");
    }

    /** Ends everything that this object has started; called on another thread when the user gives up. */
    void abort() {
        List<Started> all;
        synchronized (this) {
            aborted = true;
            all = List.copyOf(startedNow);
        }
        try {
            for (Started started : all.reversed()) {
                stop(List.of(started.name()));
            }
        } catch (IOException | LocalException | InterruptedException e) {
            all.forEach(started -> started.process().kill());
        }
    }

    /** Unmounts and stops everything that runs; the data stays. */
    void down(Plan plan, boolean force) throws IOException, LocalException, InterruptedException {
        Mounter.unmount(plan, processes, progress, force);
        // mgmtd last, so that the others can tell it.
        stop(plan.members().stream().map(Member::name).filter(name -> !name.equals(Plan.MGMTD)).toList());
        stop(List.of(Plan.MGMTD));
        progress.close();
    }

    /** Ends programs, all at the same time. Each is asked once, for the second time makes it drop what it has under way. */
    private void stop(List<String> names) throws IOException, LocalException, InterruptedException {
        Map<String, ProcessRef> asked = new LinkedHashMap<>();
        for (String name : names) {
            processes.running(name).ifPresent(process -> asked.put(name, process));
        }
        asked.values().forEach(ProcessRef::terminate);
        for (var one : asked.entrySet()) {
            progress.step("stopping " + one.getKey());
            awaitEnd(one.getKey(), one.getValue());
        }
        for (String name : names) {
            processes.remove(name);
        }
    }

    private void awaitEnd(String name, ProcessRef process) throws LocalException, InterruptedException {
        if (name.equals(Plan.MGMTD) && !process.awaitEnd(FAREWELL)) {
            process.terminate(); // it would answer clients for minutes, of which none are left
        }
        if (!process.awaitEnd(DAEMON_STOP)) {
            progress.say(name + " (process " + process.pid() + ") doesn't stop; ending it by force");
            process.kill();
            if (!process.awaitEnd(DAEMON_STOP)) {
                throw new LocalException(name + " (process " + process.pid() + ") can't be ended");
            }
        }
    }
}
