package org.apiaryfs.ui.monitoring.problems;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.ClusterProblem;
import org.apiaryfs.monitor.LiveSample;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.Listeners;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

/** The problems of all open clusters, from the first look for them on. One for a workbench. UI thread only; so are the listeners. */
public final class OpenProblems {
    private final ClusterProfiles profiles;
    private final OpenClusters open;
    private final MutedProblems muted;
    private final Executor ui;
    private final Map<String, Watch> watches = new HashMap<>();
    private final Listeners<List<ProblemRow>> listeners = new Listeners<>();
    private List<ProblemRow> all = List.of();

    private record Watch(ClusterSession session, ClusterConnection.Subscription subscription) { }

    /** @param ui runs what it is given on the UI thread, later */
    OpenProblems(ClusterProfiles profiles, OpenClusters open, MutedProblems muted, Executor ui) {
        this.profiles = profiles;
        this.open = open;
        this.muted = muted;
        this.ui = ui;
        open.listen(this::follow);
        profiles.listen(known -> {
            muted.retain(known.stream().map(ClusterProfile::id).collect(Collectors.toSet()));
            collect(); // names may have changed
        });
        open.all().forEach(this::follow);
    }

    /** Those of the running workbench. */
    public static OpenProblems ofWorkbench() {
        IWorkbench workbench = PlatformUI.getWorkbench();
        var services = workbench.getService(IEclipseContext.class);
        OpenProblems known = services.get(OpenProblems.class);
        if (known == null) {
            var store = InstanceScope.INSTANCE.getNode("org.apiaryfs.ui.monitoring").node("muted");
            known = new OpenProblems(workbench.getService(ClusterProfiles.class), workbench.getService(OpenClusters.class),
                    new MutedProblems(store, InstantSource.system()), workbench.getDisplay()::asyncExec);
            services.set(OpenProblems.class, known);
        }
        return known;
    }

    /** What matters most first. */
    public List<ProblemRow> all() {
        return all;
    }

    /** Those of one cluster that aren't muted. */
    public List<ProblemRow> of(String clusterId) {
        return heard().stream().filter(row -> row.clusterId().equals(clusterId)).toList();
    }

    /** Those that aren't muted. */
    public List<ProblemRow> heard() {
        return all.stream().filter(row -> !row.muted()).toList();
    }

    /** IDs of the muted ones of a cluster. */
    public Set<String> muted(String clusterId) {
        return all.stream().filter(row -> row.muted() && row.clusterId().equals(clusterId)).map(row -> row.problem().id()).collect(Collectors.toSet());
    }

    /** How bad the worst one is that isn't muted. */
    public Optional<Severity> worst() {
        return heard().stream().map(row -> row.problem().severity()).max(Severity::compareTo);
    }

    /** Tells the listener of each change until the returned action is run. */
    public Runnable listen(Consumer<List<ProblemRow>> listener) {
        return listeners.add(listener);
    }

    /** @param until when it is heard of again; empty = when it is over and comes again */
    public void mute(ProblemRow row, Optional<Instant> until) {
        muted.mute(row.key(), until);
        collect();
    }

    public void unmute(ProblemRow row) {
        muted.unmute(row.key());
        collect();
    }

    private void follow(String clusterId) {
        Optional<ClusterSession> now = open.session(clusterId);
        Watch before = watches.get(clusterId);
        if (before != null && !now.equals(Optional.of(before.session))) {
            before.subscription.close();
            watches.remove(clusterId);
            collect();
        }
        if (now.isPresent() && !watches.containsKey(clusterId)) {
            watches.put(clusterId, new Watch(now.get(), now.get().monitor().listen(new ClusterMonitor.Listener() {
                @Override
                public void problemsChanged(List<ClusterProblem> problems) {
                    ui.execute(OpenProblems.this::collect);
                }

                @Override
                public void sampled(LiveSample sample) {
                    ui.execute(OpenProblems.this::expire);
                }
            })));
            collect();
        }
    }

    private void expire() {
        if (muted.expire()) {
            collect();
        }
    }

    private void collect() {
        List<ProblemRow> now = watches.values().stream().flatMap(watch -> {
            ClusterProfile profile = watch.session.profile();
            String name = profiles.find(profile.id()).map(ClusterProfile::name).orElse(profile.name());
            return watch.session.monitor().problems().stream().map(problem ->
                    new ProblemRow(profile.id(), name, problem, muted.isMuted(new ProblemRow.Key(profile.id(), problem.id()))));
        }).sorted(ProblemRow.WORST_FIRST).toList();
        var over = new HashSet<>(all.stream().filter(row -> watches.containsKey(row.clusterId())).map(ProblemRow::key).toList());
        now.forEach(row -> over.remove(row.key()));
        muted.over(over);
        if (!now.equals(all)) {
            all = now;
            listeners.tell(now);
        }
    }
}
