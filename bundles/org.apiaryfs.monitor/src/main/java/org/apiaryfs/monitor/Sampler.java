package org.apiaryfs.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.Problem;

/**
 * Asks servers for their load. A server has one question at a time; one that doesn't answer is left alone for a while, which
 * doubles up to half a minute. As servers remember a minute, what is asked late is still complete.
 *
 * <p>One thread at a time, the one that {@code loop} runs tasks on; only {@link #rings} may be used by others.
 */
final class Sampler {
    static final Duration PATIENCE = Duration.ofSeconds(3);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A server that says nothing new for longer than that has had its clock set back, or was started anew. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    /** Seconds that samples may be ahead of now; what is later was measured before a clock was set. */
    private static final int FUTURE = 5;

    private final ServerAnswers servers;
    private final Executor loop;
    private final InstantSource clock;
    private final Duration interval;
    private final int atOnce;
    private final Map<NodeKey, Server> asked = new LinkedHashMap<>();
    private final Map<NodeKey, LiveRing> rings = new ConcurrentHashMap<>();
    private final Deque<NodeKey> due = new ArrayDeque<>();
    private int outstanding;

    /** What is known of one server. */
    private static final class Server {
        private final LiveRing ring;
        private final SampleTimes times = new SampleTimes();
        private CompletableFuture<List<LoadSample>> question;
        private Instant askedAt = Instant.EPOCH;
        private Instant newest = Instant.EPOCH;
        private Instant newestCame = Instant.EPOCH;
        private Instant notBefore = Instant.EPOCH;
        private Duration pause = Duration.ZERO;
        private Optional<Instant> silentSince = Optional.empty();
        private String trouble = "";

        Server(LiveRing ring) {
            this.ring = ring;
        }
    }

    /**
     * @param loop runs tasks one after the other, on the thread that calls everything else
     * @param interval how often servers are asked
     * @param atOnce how many questions may be under way, ≥ 1
     */
    Sampler(ServerAnswers servers, Executor loop, InstantSource clock, Duration interval, int atOnce) {
        this.servers = servers;
        this.loop = loop;
        this.clock = clock;
        this.interval = interval;
        this.atOnce = atOnce;
    }

    /** Load of the last ten minutes by server. Thread-safe. */
    Map<NodeKey, LiveRing> rings() {
        return rings;
    }

    /** Says which servers there are from now on. */
    void servers(Collection<NodeKey> present) {
        for (NodeKey node : present) {
            asked.computeIfAbsent(node, n -> new Server(rings.computeIfAbsent(n, LiveRing::new)));
        }
        if (asked.size() > present.size()) {
            asked.entrySet().removeIf(e -> {
                boolean gone = !present.contains(e.getKey());
                if (gone) {
                    abandon(e.getValue());
                    rings.remove(e.getKey());
                }
                return gone;
            });
        }
    }

    /** A server has answered something else just now: it needn't be left alone any longer. */
    void heard(NodeKey node) {
        Optional.ofNullable(asked.get(node)).filter(s -> s.silentSince.isPresent()).ifPresent(s -> {
            s.pause = Duration.ZERO;
            s.notBefore = Instant.EPOCH;
        });
    }

    /** Asks those whose turn it is. */
    void ask(Instant now) {
        asked.values().stream().filter(s -> s.question != null && !now.isBefore(s.askedAt.plus(PATIENCE))).forEach(s -> {
            abandon(s);
            failed(s, now, Texts.of("server_late", PATIENCE.toSeconds()));
        });
        // Those that have waited longest come first if not all can be asked until the next turn.
        due.clear();
        asked.entrySet().stream().filter(e -> e.getValue().question == null && !now.isBefore(e.getValue().notBefore))
                .sorted(Comparator.comparing(e -> e.getValue().askedAt)).forEach(e -> due.add(e.getKey()));
        askDue(now);
    }

    private void askDue(Instant now) {
        while (outstanding < atOnce && !due.isEmpty()) {
            NodeKey node = due.remove();
            Server server = asked.get(node);
            if (server != null && server.question == null) {
                ask(node, server, now);
            }
        }
    }

    private void ask(NodeKey node, Server server, Instant now) {
        if (server.newestCame.plus(STANDSTILL).isBefore(now)) {
            server.newest = Instant.EPOCH;
        }
        server.askedAt = now;
        CompletableFuture<List<LoadSample>> question = servers.load(node, server.newest);
        server.question = question;
        outstanding++;
        question.whenComplete((samples, failure) -> {
            Instant received = clock.instant();
            loop.execute(() -> answered(server, question, samples, failure, received));
        });
    }

    private void answered(Server server, CompletableFuture<List<LoadSample>> question, List<LoadSample> samples, Throwable failure, Instant received) {
        if (server.question != question) {
            return; // given up
        }
        server.question = null;
        outstanding--;
        askDue(received);
        if (failure != null) {
            Problem problem = AdminException.problemOf(failure);
            if (problem.kind() != Problem.Kind.NOT_CONNECTED) {
                failed(server, received, problem.sentence());
            }
            return;
        }
        server.silentSince = Optional.empty();
        server.pause = Duration.ZERO;
        if (!samples.isEmpty()) {
            List<LoadSample> ascending = samples.stream().sorted(Comparator.comparing(LoadSample::time)).toList();
            server.newest = ascending.getLast().time();
            server.newestCame = received;
            server.times.received(server.newest, received);
            put(server, ascending, received.getEpochSecond() + FUTURE);
        }
    }

    private static void put(Server server, List<LoadSample> ascending, long latest) {
        server.ring.trust(latest);
        for (LoadSample sample : ascending) {
            SampleTimes.Place place = server.times.place(sample.time());
            if (place.second() <= latest) {
                server.ring.put(place.second(), sample);
                if (place.alsoBefore()) {
                    server.ring.put(place.second() - 1, sample);
                }
            }
        }
    }

    private void failed(Server server, Instant now, String trouble) {
        server.trouble = trouble;
        server.silentSince = Optional.of(server.silentSince.orElse(now));
        server.pause = server.pause.isZero() ? interval : server.pause.multipliedBy(2);
        if (server.pause.compareTo(LONGEST_PAUSE) > 0) {
            server.pause = LONGEST_PAUSE;
        }
        server.notBefore = now.plus(server.pause);
    }

    private void abandon(Server server) {
        if (server.question != null) {
            CompletableFuture<?> question = server.question;
            server.question = null;
            outstanding--;
            question.cancel(true);
        }
    }

    /** Gives all questions up: there is no connection. */
    void stop() {
        due.clear();
        asked.values().forEach(this::abandon);
    }

    /** Those that answer, as far as is known. */
    Set<NodeKey> answering() {
        Set<NodeKey> some = new LinkedHashSet<>();
        asked.forEach((node, s) -> {
            if (s.silentSince.isEmpty()) {
                some.add(node);
            }
        });
        return some;
    }

    /** How each server does, seen from here. */
    Map<NodeKey, NodeHealth> health(Instant now) {
        long second = now.getEpochSecond() - 1;
        Map<NodeKey, NodeHealth> all = HashMap.newHashMap(asked.size());
        asked.forEach((node, s) -> all.put(node, new NodeHealth(s.silentSince, s.trouble, s.times.ahead(),
                s.ring.mean(Measure.QUEUED, second, 10), s.ring.mean(Measure.BUSY, second, 10))));
        return all;
    }
}
