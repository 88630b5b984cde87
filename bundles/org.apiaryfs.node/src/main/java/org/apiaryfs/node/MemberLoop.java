package org.apiaryfs.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.Downloads;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.Mgmtd;
import org.apiaryfs.cluster.StateTable;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.TargetState;
import org.apiaryfs.protocol.node.RefreshCapacityPools;
import org.apiaryfs.transport.DatagramEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's periodic work towards mgmtd: downloads states and reports its own, reports capacities,
 * downloads nodes, mappings and pools (spec mgmtd §15), and does each at once when mgmtd says that
 * something changed.
 *
 * <p>One virtual thread does all of it, one step after the other; the methods that ask for a step
 * only set a flag and may be called from any thread.
 */
final class MemberLoop implements org.apiaryfs.cluster.Notifications.Refresh, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemberLoop.class);
    private static final int REPORT_TRIES = 10;

    private final LocalNode self;
    private final Mgmtd mgmtd;
    private final Downloads downloads;
    private final ClusterView view;
    private final DatagramEndpoint datagrams;
    private final Duration interval;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Job> jobs = new ArrayList<>();
    private final Job states;
    private final Job capacities;
    private final Job storagePools;
    private final Optional<Job> metaPools;
    private final Job heartbeat;
    private Thread thread;
    private StateReport report;
    private boolean reportedCapacity;
    private boolean stopped;
    private boolean failing;
    private List<NicAddress> announcedNics;

    /** A step that recurs; fields guarded by the lock. */
    private static final class Job {
        private final String name;
        private final Duration period;
        private final Step step;
        private long due = System.nanoTime();

        private Job(String name, Duration period, Step step) {
            this.name = name;
            this.period = period;
            this.step = step;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws FsException;
    }

    /**
     * @param interval between state reports, {@code U} in the spec
     */
    MemberLoop(LocalNode self, Mgmtd mgmtd, Downloads downloads, ClusterView view, DatagramEndpoint datagrams, Duration interval) {
        this.self = self;
        this.mgmtd = mgmtd;
        this.downloads = downloads;
        this.view = view;
        this.datagrams = datagrams;
        this.interval = interval;
        boolean meta = self.type() == NodeType.META;
        Duration nodes = Duration.ofMinutes(meta ? 5 : 10);
        this.announcedNics = self.nics();
        this.states = add("target states", interval, this::states);
        this.capacities = add("capacity report", meta ? interval : interval.multipliedBy(4), this::capacitiesNow);
        this.storagePools = add("storage pools", nodes, () -> Await.of(downloads.storagePools()));
        this.metaPools = meta ? Optional.of(add("capacity pools", interval.multipliedBy(4), () -> Await.of(downloads.metaCapacityPools()))) : Optional.empty();
        add("nodes", nodes, this::nodes);
        this.heartbeat = add("network interfaces", Duration.ofSeconds(60), this::announce);
    }

    private Job add(String name, Duration period, Step step) {
        Job job = new Job(name, period, step);
        jobs.add(job);
        return job;
    }

    /** Starts; before that, requests are only noted. */
    void start(StateReport stateReport) {
        lock.lock();
        try {
            report = stateReport;
            long now = System.nanoTime();
            // Nobody knows this server's own state yet. All else was downloaded at the start, but what changed since then was announced
            // while announcements weren't accepted, so it is downloaded once more.
            jobs.forEach(j -> j.due = j == heartbeat ? Math.max(j.due, now + j.period.toNanos()) : now);
            if (stopped) {
                return;
            }
            thread = Thread.ofVirtual().name("member-loop").start(this::run);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                Job job = next();
                if (job == null) {
                    return;
                }
                try {
                    job.step.run();
                    if (failing) {
                        LOG.info("management server answers again");
                        failing = false;
                    }
                } catch (FsException e) {
                    if (!failing && e.error() != FsError.INTERRUPTED) {
                        LOG.warn("management server doesn't answer, will go on trying: what={} error=\"{}\"", job.name, e.getMessage());
                        failing = true;
                    }
                    retryOf(job);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next job that is due; null at the end. */
    private Job next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped) {
                Job first = jobs.getFirst();
                for (Job job : jobs) {
                    if (job.due - first.due < 0) {
                        first = job;
                    }
                }
                long wait = first.due - System.nanoTime();
                if (wait <= 0) {
                    first.due = System.nanoTime() + first.period.toNanos();
                    return first;
                }
                changed.awaitNanos(wait);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void retryOf(Job job) {
        lock.lock();
        try {
            long soon = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            job.due = job.due - soon > 0 ? soon : job.due;
        } finally {
            lock.unlock();
        }
    }

    private void dueNow(Job job) {
        lock.lock();
        try {
            job.due = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void targetStates() {
        dueNow(states);
    }

    @Override
    public void storagePools() {
        dueNow(storagePools);
    }

    @Override
    public void capacityPools() {
        metaPools.ifPresent(this::dueNow);
        dueNow(storagePools);
    }

    @Override
    public void capacities() {
        dueNow(capacities);
    }

    @Override
    public void mgmtd(NodeInfo node) {
        if (mgmtd.movedTo(node)) {
            // A restarted mgmtd takes everybody for probably offline until the next report.
            dueNow(states);
            dueNow(heartbeat);
        }
    }

    /** Downloads the states and reports this server's; repeated if somebody changed them in between. */
    private void states() throws FsException {
        NodeType type = self.type();
        for (int i = 0; i < REPORT_TRIES; i++) {
            StateTable table = Await.of(downloads.states(type));
            List<Integer> ids = new ArrayList<>();
            List<Integer> before = new ArrayList<>();
            List<Integer> after = new ArrayList<>();
            for (int id : report.ids()) {
                table.state(id).ifPresent(state -> {
                    ids.add(id);
                    before.add(state.consistency());
                    after.add(decide(id, table, state).number());
                });
            }
            if (ids.isEmpty() || Await.of(mgmtd.changeStates(type, ids, before, after)).error() != FsError.AGAIN) {
                break;
            }
        }
        if (type == NodeType.META) {
            Await.of(downloads.states(NodeType.STORAGE));
        }
    }

    /** Spec mgmtd §15, for a server whose own view says nothing about resync. */
    private Consistency decide(int id, StateTable table, TargetState state) {
        if (table.groupOf(id).isEmpty()) {
            report.unmirrored(id);
            return Consistency.GOOD;
        }
        Consistency own = report.consistency(id);
        Consistency listed = Consistency.of(state.consistency()).orElse(Consistency.BAD);
        if (own != Consistency.GOOD) {
            return own;
        }
        if (listed != Consistency.GOOD) {
            return Consistency.NEEDS_RESYNC;
        }
        return state.reachability() == Reachability.ONLINE.number() ? listed : Consistency.GOOD;
    }

    private void capacitiesNow() throws FsException {
        FsError error = Await.of(mgmtd.reportCapacity(self.type(), report.capacities())).error();
        if (!error.ok()) {
            throw new FsException(error, "capacity report refused");
        }
        if (!reportedCapacity) {
            reportedCapacity = true;
            datagrams.sendAcked(List.of(mgmtd.node()), RefreshCapacityPools::new);
        }
    }

    private void nodes() throws FsException {
        Await.of(downloads.nodes(NodeType.META));
        Await.of(downloads.nodes(NodeType.STORAGE));
        Await.of(downloads.nodes(NodeType.CLIENT));
        Await.of(downloads.targetMappings());
    }

    /** Tells mgmtd when this host's interfaces changed, or when mgmtd was restarted. */
    private void announce() throws FsException {
        List<NicAddress> nics = self.nics();
        boolean reached = Await.of(datagrams.sendAcked(List.of(mgmtd.node()),
                ackId -> self.heartbeat(view.current().root(), ackId))).isEmpty();
        if (reached && !nics.equals(announcedNics)) {
            LOG.info("network interfaces changed: now={}", nics);
            announcedNics = nics;
        }
    }

    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.interrupt();
        }
    }
}
