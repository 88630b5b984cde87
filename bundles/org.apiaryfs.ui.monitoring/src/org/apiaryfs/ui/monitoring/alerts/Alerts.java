package org.apiaryfs.ui.monitoring.alerts;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.apiaryfs.monitor.alerts.AlertService;
import org.apiaryfs.monitor.alerts.Retry;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.monitoring.problems.OpenProblems;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the problems of clusters as long as they are open, as their settings say. One for a workbench. UI thread only. */
public final class Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final ClusterProfiles profiles;
    private final OpenClusters open;
    private final OpenProblems problems;
    private final AlertStore store;
    private final Executor ui;
    private final Map<String, Telling> tellings = new HashMap<>();

    /** @param service empty until the settings are known, and if they say that nobody is told */
    private record Telling(ClusterSession session, Optional<AlertService> service) {
        void close() {
            service.ifPresent(AlertService::close);
        }
    }

    /** @param ui runs what it is given on the UI thread, later */
    Alerts(ClusterProfiles profiles, OpenClusters open, OpenProblems problems, AlertStore store, Executor ui) {
        this.profiles = profiles;
        this.open = open;
        this.problems = problems;
        this.store = store;
        this.ui = ui;
        open.listen(this::follow);
        profiles.listen(known -> store.retain(known.stream().map(ClusterProfile::id).collect(Collectors.toSet())));
        problems.listen(all -> tellings.forEach((id, telling) -> telling.service.ifPresent(service -> service.mute(problems.muted(id)))));
        open.all().forEach(this::follow);
    }

    /** Those of the running workbench. */
    public static Alerts ofWorkbench() {
        IWorkbench workbench = PlatformUI.getWorkbench();
        var services = workbench.getService(IEclipseContext.class);
        Alerts known = services.get(Alerts.class);
        if (known == null) {
            Path state = Platform.getStateLocation(FrameworkUtil.getBundle(Alerts.class)).toPath();
            var store = new AlertStore(InstanceScope.INSTANCE.getNode("org.apiaryfs.ui.monitoring").node("alerts"), new Secrets(state));
            known = new Alerts(workbench.getService(ClusterProfiles.class), workbench.getService(OpenClusters.class), OpenProblems.ofWorkbench(), store,
                    workbench.getDisplay()::asyncExec);
            services.set(Alerts.class, known);
        }
        return known;
    }

    /** What is set for a cluster; completes on any thread. */
    public CompletableFuture<AlertSettings> settings(String clusterId) {
        return store.load(clusterId);
    }

    /** Keeps the settings and follows them from now on; fails with {@link java.io.IOException} if what is secret can't be kept. */
    public CompletableFuture<Void> save(String clusterId, AlertSettings settings) {
        Telling telling = tellings.get(clusterId);
        if (telling != null) {
            telling.close();
            tellings.put(clusterId, begin(telling.session, settings));
        }
        return store.save(clusterId, settings);
    }

    private void follow(String clusterId) {
        Optional<ClusterSession> now = open.session(clusterId);
        Telling before = tellings.get(clusterId);
        if (before != null && !now.equals(Optional.of(before.session))) {
            before.close();
            tellings.remove(clusterId);
        }
        if (now.isPresent() && !tellings.containsKey(clusterId)) {
            var waiting = new Telling(now.get(), Optional.empty());
            tellings.put(clusterId, waiting);
            store.load(clusterId).thenAcceptAsync(settings -> {
                if (tellings.get(clusterId) == waiting) { // else it was closed, or other settings were made
                    tellings.put(clusterId, begin(now.get(), settings));
                }
            }, ui);
        }
    }

    private Telling begin(ClusterSession session, AlertSettings settings) {
        ClusterProfile profile = session.profile();
        try {
            var senders = settings.senders();
            if (senders.isEmpty()) {
                return new Telling(session, Optional.empty());
            }
            String name = profiles.find(profile.id()).map(ClusterProfile::name).orElse(profile.name());
            var service = AlertService.start(session.monitor(), name, settings.rules(), senders, InstantSource.system(), Retry.USUAL);
            service.mute(problems.muted(profile.id()));
            return new Telling(session, Optional.of(service));
        } catch (IllegalArgumentException e) { // a secret that is lost, such as the address of the web server
            LOG.warn("nobody is told of problems: cluster={} reason={}", profile.name(), e.getMessage());
            return new Telling(session, Optional.empty());
        }
    }
}
