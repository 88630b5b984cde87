package org.apiaryfs.ui.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.PreferenceWriter;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.internal.perspectives.MonitorPerspective;
import org.apiaryfs.ui.internal.welcome.WelcomeView;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.osgi.service.prefs.Preferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the workbench up for this product: services, the first perspective, the layout kept from run to run. UI thread only, but for what says otherwise. */
final class ApplicationWorkbenchAdvisor extends WorkbenchAdvisor {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationWorkbenchAdvisor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10); // at the end of the program

    private final StartArguments arguments;
    private final Path histories;
    private final ClusterProfiles profiles;
    private final OpenClusters open;
    private final CurrentCluster current;
    private volatile boolean unattended;
    private CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);

    /**
     * @param store where clusters are kept
     * @param histories directory for what is measured in clusters
     * @param ui runs what it is given on the UI thread, later
     */
    ApplicationWorkbenchAdvisor(StartArguments arguments, Preferences store, Path histories, Executor ui) {
        this.arguments = arguments;
        this.histories = histories;
        profiles = new ClusterProfiles(store.node("clusters"));
        open = new OpenClusters(profiles, Optional.of(histories), ui);
        current = new CurrentCluster(profiles, open, store);
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(true);
        var services = configurer.getWorkbench().getService(IEclipseContext.class);
        services.set(ClusterProfiles.class, profiles);
        services.set(OpenClusters.class, open);
        services.set(CurrentCluster.class, current);
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return MonitorPerspective.ID;
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new ApplicationWindowAdvisor(configurer, current);
    }

    @Override
    public void postStartup() {
        TabBars.follow(PlatformUI.getWorkbench().getDisplay());
        profiles.all().stream().filter(ClusterProfile::openAtStart).forEach(open::open);
        arguments.connect().map(this::profile).ifPresent(profile -> {
            open.open(profile);
            ClusterNavigator.reveal(profile.id());
        });
        Set<String> known = profiles.all().stream().map(ClusterProfile::id).collect(Collectors.toSet());
        Instant now = Instant.now();
        Thread.ofVirtual().start(() -> OldHistories.delete(histories, known, now));
        if (known.isEmpty()) {
            welcome();
        }
    }

    @Override
    public boolean preShutdown() {
        if (!unattended && !Quitting.confirmed(Task.running())) {
            return false;
        }
        closed = open.closeAll();
        return true;
    }

    /** From now on nothing asks the user before the end. Any thread. */
    void unattended() {
        unattended = true;
    }

    private static void welcome() {
        for (IWorkbenchWindow window : PlatformUI.getWorkbench().getWorkbenchWindows()) {
            try {
                WelcomeView.open(window);
            } catch (WorkbenchException e) {
                LOG.error("the welcome page can't be shown", e);
            }
        }
    }

    /** Waits until all that was measured and set is on disk, but not for ever. To be called when no window is open any more. */
    void awaitSaved() {
        try {
            CompletableFuture.allOf(closed, PreferenceWriter.written()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("not all is saved in time: {}", e.toString());
        }
    }

    private ClusterProfile profile(ClusterAddress address) {
        return profiles.all().stream().filter(known -> known.address().equals(address)).findFirst().orElseGet(() -> {
            ClusterProfile unsaved = ClusterProfile.of(address);
            profiles.addUnsaved(unsaved);
            return unsaved;
        });
    }
}
