package org.apiaryfs.mgmt.internal.quota;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.mgmt.QuotaSettings;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Limits;
import org.apiaryfs.mgmt.internal.state.Registry;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.node.GetQuotaInfo;
import org.apiaryfs.protocol.node.SetExceededQuota;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enforces quotas (spec mgmtd §10.9): asks targets for usage at an interval, compares it with the
 * limits, and tells all servers who has used them up. When limits or pools change, known usage is
 * compared again at once. A target that doesn't answer counts with what it said last.
 *
 * <p>Thread-safe. Rounds and comparisons run one at a time on virtual threads.
 */
public final class QuotaRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaRounds.class);
    /** Servers register their targets, and tools set limits, within this time. */
    private static final Duration SOON = Duration.ofMillis(200);
    /** First round, so that starting servers are there. */
    private static final Duration FIRST = Duration.ofSeconds(5);
    /** Longest list that fits into a message (spec mgmtd §8). */
    private static final int MAX_EXCEEDED = 16_116;

    private final QuotaSettings settings;
    private final Supplier<ClusterState> state;
    private final QuotaServers servers;
    private final SavedUsage saved;
    private final Scheduler scheduler;
    private final Object running = new Object();
    private volatile IdMap<TargetUsage> usage;
    private volatile Exceeded exceeded;
    private Optional<Registry> compared = Optional.empty();
    private boolean comparing;
    private Scheduler.Scheduled nextRound = () -> { };
    private boolean closed;

    /** @param state asked for the cluster as it is */
    public QuotaRounds(QuotaSettings settings, Supplier<ClusterState> state, QuotaServers servers, StoreDirectory store, Scheduler scheduler) {
        this.settings = settings;
        this.state = state;
        this.servers = servers;
        this.saved = new SavedUsage(store);
        this.scheduler = scheduler;
        this.usage = saved.load();
        this.exceeded = Exceeded.compute(state.get().registry(), usage);
    }

    /** Begins. */
    public synchronized void start() {
        compared = Optional.of(state.get().registry());
        planRound(FIRST.compareTo(settings.interval()) < 0 ? FIRST : settings.interval());
    }

    private synchronized void planRound(Duration delay) {
        if (!closed) {
            nextRound.cancel();
            nextRound = scheduler.schedule(delay, () -> Thread.ofVirtual().name("quota-round").start(this::runRound));
        }
    }

    private void runRound() {
        try {
            round();
        } catch (RuntimeException e) {
            LOG.error("quota round failed", e);
        } finally {
            planRound(settings.interval());
        }
    }

    /** Called with each new state; doesn't block. */
    public synchronized void follow(ClusterState now) {
        if (closed || compared.isEmpty()) {
            return;
        }
        Registry before = compared.get();
        Registry registry = now.registry();
        if (registry.targets().nodes() != before.targets().nodes()) {
            planRound(SOON);
            compared = Optional.of(registry);
        } else if ((registry.quota() != before.quota() || registry.pools() != before.pools()) && !comparing) {
            comparing = true;
            scheduler.schedule(SOON, () -> Thread.ofVirtual().name("quota-comparison").start(this::compareAgain));
        }
    }

    private void compareAgain() {
        synchronized (this) {
            comparing = false;
            compared = Optional.of(state.get().registry());
        }
        synchronized (running) {
            compare(state.get(), false);
        }
    }

    /** Who has used up which limit, as servers were told last. */
    public Exceeded exceeded() {
        return exceeded;
    }

    /** Sums of a type of ID over targets. */
    public Map<Integer, QuotaData> used(List<Integer> targets, int quotaType) {
        return Exceeded.used(targets, usage, quotaType);
    }

    /** One round, from the questions to the news. */
    void round() {
        synchronized (running) {
            ClusterState now = state.get();
            IdMap<Integer> nodes = now.registry().targets().nodes();
            Map<Integer, TargetUsage> answers = ask(nodes, questions(now.registry()));
            IdMap<TargetUsage> before = usage;
            usage = IdMap.<TargetUsage>empty().with(nodes.ids(), t -> answers.getOrDefault(t, before.getOr(t, TargetUsage.NONE)));
            if (!usage.equals(before)) {
                saved.save(usage);
            }
            compare(now, true);
        }
    }

    /** A question without a target. */
    private record Question(GetQuotaInfo.Query query, int quotaType) {}

    private List<Question> questions(Registry registry) {
        List<Question> questions = new ArrayList<>();
        for (int type : List.of(Limits.USER, Limits.GROUP)) {
            Set<Integer> limited = new HashSet<>();
            registry.quota().asMap().values().forEach(l -> limited.addAll(l.of(type).ids()));
            try {
                QueriedIds.of(type == Limits.USER ? settings.users() : settings.groups(), type == Limits.GROUP, limited)
                        .forEach(q -> questions.add(new Question(q, type)));
            } catch (IOException e) {
                LOG.warn("IDs for quotas can't be found out, their usage isn't asked for: source={} error=\"{}\"",
                        type == Limits.USER ? settings.users() : settings.groups(), e.getMessage());
            }
        }
        return questions;
    }

    /** Targets without an answer to all questions are left out. */
    private Map<Integer, TargetUsage> ask(IdMap<Integer> nodes, Collection<Question> questions) {
        Map<Integer, TargetUsage> answers = new ConcurrentHashMap<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(settings.workers(), Thread.ofVirtual().name("quota-query").factory())) {
            nodes.asMap().forEach((target, node) -> workers.execute(() -> {
                List<QuotaData> data = new ArrayList<>();
                try {
                    for (Question question : questions) {
                        data.addAll(servers.usage(node, new GetQuotaInfo(question.query, question.quotaType, GetQuotaInfo.EACH_TARGET, target, 0)));
                    }
                    answers.put(target, TargetUsage.of(data));
                } catch (FsException e) {
                    LOG.debug("usage not known, the last counts: target={} error=\"{}\"", target, e.getMessage());
                }
            }));
        }
        return answers;
    }

    /** @param all servers are told everything, not only what is new */
    private void compare(ClusterState now, boolean all) {
        Exceeded before = exceeded;
        exceeded = Exceeded.compute(now.registry(), usage);
        List<SetExceededQuota> news = new ArrayList<>();
        exceeded.lists().forEach((limit, ids) -> {
            boolean changed = !ids.equals(before.lists().get(limit));
            if (changed && !(ids.isEmpty() && before.lists().get(limit) == null)) {
                LOG.info("quota exceeded: pool={} type={} limit={} ids={}", limit.pool(), limit.quotaType() == Limits.USER ? "user" : "group",
                        limit.limitType() == Exceeded.SIZE ? "size" : "inodes", ids.size() <= 20 ? ids : ids.size());
            }
            if (changed || all) {
                news.add(new SetExceededQuota(limit.pool(), limit.quotaType(), limit.limitType(), fitting(limit, ids)));
            }
        });
        if (!news.isEmpty()) {
            servers.tell(now, news);
        }
    }

    /** A longer list would have to be split, and each part would replace the one before. */
    private static List<Integer> fitting(Exceeded.Limit limit, List<Integer> ids) {
        if (ids.size() > MAX_EXCEEDED) {
            LOG.warn("more IDs have exceeded a limit than a message holds, the last are let off: limit={} ids={}", limit, ids.size());
        }
        return ids.subList(0, Math.min(ids.size(), MAX_EXCEEDED));
    }

    @Override
    public synchronized void close() {
        closed = true;
        nextRound.cancel();
    }
}
