package org.apiaryfs.monitor.alerts;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.Sentences;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.Finding;
import org.apiaryfs.monitor.LiveSample;
import org.apiaryfs.monitor.ProblemKind;
import org.apiaryfs.monitor.QuickFix;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;

/**
 * Tells of a cluster's problems by its rules. That something can't be told is a problem of the cluster too, which the other
 * senders may tell.
 *
 * <p>Thread-safe; no method blocks. Rules are looked at with each sample, on the monitor's thread; each sender has a thread of its own.
 */
public final class AlertService implements AutoCloseable {
    private final ClusterMonitor monitor;
    private final InstantSource clock;
    private final AlertPlan plan = new AlertPlan();
    private final Map<String, Outbox> outboxes = new LinkedHashMap<>();
    private final ClusterConnection.Subscription subscription;
    private volatile List<AlertRule> rules;
    private volatile Set<String> muted = Set.of();

    private AlertService(ClusterMonitor monitor, String cluster, Collection<AlertRule> rules, Collection<? extends AlertSender> senders,
            InstantSource clock, Retry retry) {
        this.monitor = monitor;
        this.clock = clock;
        this.rules = List.copyOf(rules);
        senders.forEach(s -> outboxes.put(s.name(), new Outbox(cluster, s, clock, retry, trouble -> report(s, trouble))));
        this.subscription = monitor.listen(new ClusterMonitor.Listener() {
            @Override
            public void sampled(LiveSample sample) {
                look();
            }
        });
    }

    /**
     * Begins to tell; what is open already is told too.
     *
     * @param cluster its name, for people
     * @param senders with different names
     */
    public static AlertService start(ClusterMonitor monitor, String cluster, Collection<AlertRule> rules, Collection<? extends AlertSender> senders,
            InstantSource clock, Retry retry) {
        return new AlertService(monitor, cluster, rules, senders, clock, retry);
    }

    public List<AlertRule> rules() {
        return rules;
    }

    /** Replaces the rules, from the next sample on. */
    public void rules(Collection<AlertRule> now) {
        rules = List.copyOf(now);
    }

    /** Nobody is told of problems with these IDs, until there are others. */
    public void mute(Set<String> problems) {
        muted = Set.copyOf(problems);
    }

    private void look() {
        plan.step(rules, monitor.problems(), muted, clock.instant()).forEach((sender, alerts) -> Optional.ofNullable(outboxes.get(sender)).ifPresent(o -> o.add(alerts)));
    }

    private void report(AlertSender sender, Optional<String> trouble) {
        monitor.report("alerts/" + sender.name(), trouble.map(t -> new Finding(ProblemKind.ALERTS_FAIL, new Subject.Monitoring(sender.name()),
                Severity.WARNING, Sentences.ended(Texts.of("sender_fails", sender.name(), t)),
                Texts.of("sender_failsWhy"), Texts.of("sender_failsMend"), new QuickFix.EditAlerts(sender.name()))).stream().toList());
    }

    /** Ends; what waits to be sent is lost. Idempotent. */
    @Override
    public void close() {
        subscription.close();
        outboxes.values().forEach(Outbox::close);
        outboxes.keySet().forEach(name -> monitor.report("alerts/" + name, List.of()));
    }
}
