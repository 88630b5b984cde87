package org.apiaryfs.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apiaryfs.admin.OperationCounts;

/**
 * Rounds of questions about one {@link ActivityQuery}. Only the sum over all servers is kept, as one set of counters for each
 * server would be too much with many clients; so a while in which servers came, went or began to count anew is left out.
 *
 * <p>One thread at a time, the one that {@code loop} runs tasks on.
 */
final class ActivityRounds {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final ActivityQuery query;
    private final ServerAnswers servers;
    private final Executor loop;
    private final int atOnce;
    private final Consumer<Activity> publish;
    private Optional<Round> last = Optional.empty();
    private Optional<Round> present = Optional.empty();

    private static final class Round {
        private final Instant begun;
        private final Deque<NodeKey> waiting;
        private final Map<NodeKey, CompletableFuture<OperationCounts>> asked = new HashMap<>();
        private final Map<NodeKey, Long> operations = new HashMap<>();
        private final Map<Integer, long[]> counters = new HashMap<>();
        private List<String> names = List.of();
        private OperationCounts sum = new OperationCounts(List.of(), Map.of());
        private int silent;

        Round(Instant begun, Collection<NodeKey> servers) {
            this.begun = begun;
            this.waiting = new ArrayDeque<>(servers);
        }

        void add(NodeKey node, OperationCounts counts) {
            long[] total = counts.total();
            operations.put(node, total.length == 0 ? 0 : total[0]);
            names = names.isEmpty() ? counts.operations() : names;
            counts.counters().forEach((id, values) -> counters.merge(id, values, Round::sum));
        }

        private static long[] sum(long[] former, long[] more) {
            long[] sums = Arrays.copyOf(former, Math.max(former.length, more.length));
            for (int i = 0; i < more.length; i++) {
                sums[i] += more[i];
            }
            return sums;
        }

        void close() {
            sum = new OperationCounts(names, counters);
            counters.clear();
        }
    }

    ActivityRounds(ActivityQuery query, ServerAnswers servers, Executor loop, int atOnce, Consumer<Activity> publish) {
        this.query = query;
        this.servers = servers;
        this.loop = loop;
        this.atOnce = atOnce;
        this.publish = publish;
    }

    ActivityQuery query() {
        return query;
    }

    /** Begins a round unless one is under way; ends one that takes too long. */
    void turn(Instant now, Set<NodeKey> all) {
        present.filter(r -> !now.isBefore(r.begun.plus(PATIENCE))).ifPresent(r -> {
            r.silent += r.waiting.size() + r.asked.size();
            r.waiting.clear();
            giveUp(r);
            end(r);
        });
        if (present.isEmpty()) {
            Round round = new Round(now, all.stream().filter(n -> n.type() == query.servers()).toList());
            present = Optional.of(round);
            askNext(round);
        }
    }

    private void askNext(Round round) {
        while (round.asked.size() < atOnce && !round.waiting.isEmpty()) {
            NodeKey node = round.waiting.removeFirst();
            CompletableFuture<OperationCounts> question = servers.operations(node, query.byUser());
            round.asked.put(node, question);
            question.whenComplete((counts, failure) -> loop.execute(() -> answered(round, node, question, counts, failure)));
        }
        if (round.asked.isEmpty() && round.waiting.isEmpty()) {
            end(round);
        }
    }

    private void answered(Round round, NodeKey node, CompletableFuture<OperationCounts> question, OperationCounts counts, Throwable failure) {
        if (!round.asked.remove(node, question)) {
            return; // given up
        }
        if (failure == null) {
            round.add(node, counts);
        } else {
            round.silent++;
        }
        askNext(round);
    }

    private void end(Round round) {
        if (present.filter(p -> p == round).isEmpty()) {
            return;
        }
        present = Optional.empty();
        round.close();
        last.filter(before -> comparable(before, round)).ifPresent(before -> publish.accept(new Activity(query, round.begun,
                Duration.between(before.begun, round.begun), round.sum.since(before.sum), round.sum, round.operations.size(), round.silent)));
        last = Optional.of(round);
    }

    private static boolean comparable(Round before, Round now) {
        return !now.operations.isEmpty() && before.operations.keySet().equals(now.operations.keySet()) && before.begun.isBefore(now.begun)
                && now.operations.entrySet().stream().allMatch(e -> e.getValue() >= before.operations.get(e.getKey()));
    }

    private static void giveUp(Round round) {
        var left = List.copyOf(round.asked.values());
        round.asked.clear();
        left.forEach(q -> q.cancel(true));
    }

    /** Gives the round under way up; what is counted while there is no connection is part of the next while. */
    void stop() {
        present.ifPresent(ActivityRounds::giveUp);
        present = Optional.empty();
    }
}
