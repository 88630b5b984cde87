package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.ResyncJob;

/** Servers whose answers the test gives; tasks run when it says so. One thread. */
final class FakeServers implements ServerAnswers {
    record Question(NodeKey node, Instant after, CompletableFuture<List<LoadSample>> answer) {}

    final List<Question> loads = new ArrayList<>();
    final Map<NodeKey, CompletableFuture<OperationCounts>> operations = new HashMap<>();
    final Deque<Runnable> tasks = new ArrayDeque<>();

    void work() {
        while (!tasks.isEmpty()) {
            tasks.removeFirst().run();
        }
    }

    /** The newest question to a node. */
    Question asked(NodeKey node) {
        return loads.reversed().stream().filter(q -> q.node().equals(node)).findFirst().orElseThrow();
    }

    static Throwable silence() {
        return new Problem(Problem.Kind.SERVER_UNREACHABLE, "It doesn't answer.").asException();
    }

    @Override
    public CompletableFuture<List<LoadSample>> load(NodeKey node, Instant after) {
        Question question = new Question(node, after, new CompletableFuture<>());
        loads.add(question);
        return question.answer();
    }

    @Override
    public CompletableFuture<OperationCounts> operations(NodeKey node, boolean byUser) {
        CompletableFuture<OperationCounts> answer = new CompletableFuture<>();
        operations.put(node, answer);
        return answer;
    }

    @Override
    public CompletableFuture<ResyncJob> resync(GroupKey group) {
        return new CompletableFuture<>();
    }
}
