package org.apiaryfs.ui.monitoring.overview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.monitor.Activity;
import org.apiaryfs.monitor.ActivityQuery;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.ClusterProblem;
import org.apiaryfs.monitor.HealthSentence;
import org.apiaryfs.monitor.LiveSample;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.monitoring.statistics.UserNames;

/**
 * Gathers what the overview shows of one cluster, each second, until it is closed. That is done on the monitor's thread,
 * so that ten thousand clients are none of the UI thread's business, which only gets the result.
 *
 * <p>Opened and closed on the UI thread, and tells there.
 */
final class OverviewFeed {
    private static final int BUSIEST = 20; // lines of a table
    private static final int CHANGES = 100;

    private final ClusterMonitor monitor;
    private final Executor ui;
    private final Consumer<Overview> to;
    private final List<ClusterConnection.Subscription> subscriptions = new ArrayList<>();
    private final Map<ActivityQuery, Activity> activities = new ConcurrentHashMap<>();
    private final AtomicReference<Overview> waiting = new AtomicReference<>();
    private final UserNames users = new UserNames();
    private volatile Set<String> muted = Set.of();
    private boolean closed;

    // Of the monitor's thread.
    private Optional<Names> names = Optional.empty();
    private Optional<Overview> latest = Optional.empty();

    /**
     * Begins to gather.
     *
     * @param ui runs what it is given on the UI thread, later
     */
    OverviewFeed(ClusterSession session, Executor ui, Consumer<Overview> to) {
        monitor = session.monitor();
        this.ui = ui;
        this.to = to;
        for (boolean byUser : new boolean[] {false, true}) {
            for (NodeType servers : List.of(NodeType.META, NodeType.STORAGE)) {
                subscriptions.add(monitor.watch(new ActivityQuery(servers, byUser), activity -> activities.put(activity.query(), activity)));
            }
        }
        subscriptions.add(monitor.listen(new ClusterMonitor.Listener() {
            @Override
            public void sampled(LiveSample sample) {
                gather(sample);
            }
        }));
    }

    /** Problems with these IDs don't count, until there are others. */
    void mute(Set<String> problems) {
        muted = Set.copyOf(problems);
    }

    void close() {
        closed = true;
        subscriptions.forEach(ClusterConnection.Subscription::close);
    }

    private void gather(LiveSample sample) {
        Optional<ClusterSnapshot> snapshot = monitor.connection().state().latest();
        snapshot.filter(known -> names.filter(old -> old.isOf(known)).isEmpty()).ifPresent(known -> names = Optional.of(new Names(known)));
        if (names.isEmpty()) {
            return; // nothing is known yet
        }
        List<ClusterProblem> heard = monitor.problems().stream().filter(problem -> !muted.contains(problem.id())).toList();
        var now = new Overview(HealthSentence.of(monitor.connection().state(), heard), heard.stream().map(ClusterProblem::severity).max(Comparator.naturalOrder()),
                snapshot.map(SpaceUse::of).orElse(List.of()), Busiest.servers(BUSIEST, names.get(), sample),
                counted(false).map(some -> Busiest.clients(BUSIEST, names.get(), some)), counted(true).map(this::users),
                length(), monitor.journal().newest(CHANGES));
        if (!Optional.of(now).equals(latest)) {
            latest = Optional.of(now);
            if (waiting.getAndSet(now) == null) { // else the UI thread is slow, and gets only the newest
                ui.execute(this::tell);
            }
        }
    }

    private List<Load> users(List<Activity> some) {
        List<Load> busiest = Busiest.users(BUSIEST, users::of, some);
        users.learn(busiest.stream().map(load -> (Integer) load.key()).collect(Collectors.toSet()), () -> { }); // shown the next time
        return busiest;
    }

    /** How long a while the newest counts are of. */
    private Duration length() {
        return activities.values().stream().map(Activity::length).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** What was counted by now; empty if nothing was. */
    private Optional<List<Activity>> counted(boolean byUser) {
        List<Activity> some = Stream.of(NodeType.META, NodeType.STORAGE).map(servers -> activities.get(new ActivityQuery(servers, byUser)))
                .filter(activity -> activity != null).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(some);
    }

    private void tell() {
        Overview now = waiting.getAndSet(null);
        if (!closed && now != null) {
            to.accept(now);
        }
    }
}
