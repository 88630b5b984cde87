package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final NodeKey ONE = new NodeKey(NodeType.STORAGE, 1);
    private static final NodeKey TWO = new NodeKey(NodeType.STORAGE, 2);

    private final FakeServers servers = new FakeServers();
    private Instant now = Instant.ofEpochSecond(1_800_000_000L);
    private final Sampler sampler = new Sampler(servers, servers.tasks::add, () -> now, Duration.ofSeconds(1), 2);

    private static LoadSample sample(Instant time, long requests) {
        return new LoadSample(time, 0, 0, requests, 0, 0, 0, 0);
    }

    private void second() {
        now = now.plusSeconds(1);
        sampler.ask(now);
    }

    @Test
    void asksForWhatIsNewAndKeepsIt() {
        sampler.servers(List.of(ONE));
        sampler.ask(now);
        assertEquals(Instant.EPOCH, servers.asked(ONE).after(), "the first time all that it remembers");
        servers.asked(ONE).answer().complete(List.of(sample(now, 3), sample(now.minusSeconds(1), 2)));
        servers.work();
        assertEquals(3, sampler.rings().get(ONE).sample(now.getEpochSecond()).requests());
        assertEquals(2, sampler.rings().get(ONE).sample(now.getEpochSecond() - 1).requests());
        Instant newest = now;
        second();
        assertEquals(newest, servers.asked(ONE).after());
        second();
        assertEquals(2, servers.loads.size(), "one question at a time");
    }

    @Test
    void leavesSilentServersAloneForLongerAndLonger() {
        sampler.servers(List.of(ONE));
        Instant begin = now;
        List<Long> asked = new ArrayList<>();
        while (Duration.between(begin, now).toSeconds() < 100) {
            int before = servers.loads.size();
            sampler.ask(now);
            if (servers.loads.size() > before) {
                asked.add(Duration.between(begin, now).toSeconds());
                servers.asked(ONE).answer().completeExceptionally(FakeServers.silence());
                servers.work();
            }
            now = now.plusSeconds(1);
        }
        assertEquals(List.of(0L, 1L, 3L, 7L, 15L, 31L, 61L, 91L), asked);
        assertEquals(Optional.of(begin), sampler.health(now).get(ONE).silentSince());
        assertEquals("It doesn't answer.", sampler.health(now).get(ONE).trouble());

        now = now.plusSeconds(60);
        sampler.ask(now);
        servers.asked(ONE).answer().complete(List.of(sample(now, 1)));
        servers.work();
        assertEquals(Optional.empty(), sampler.health(now).get(ONE).silentSince());
        second();
        assertFalse(servers.asked(ONE).answer().isDone(), "asked again at once");
    }

    @Test
    void asksASilentServerThatWasHeardElsewhereAtOnce() {
        sampler.servers(List.of(ONE));
        for (int second = 0; second < 8; second++) { // asked at 0, 1, 3 and 7 s; next at 15 s
            sampler.ask(now);
            if (servers.asked(ONE) != null && !servers.asked(ONE).answer().isDone()) {
                servers.asked(ONE).answer().completeExceptionally(FakeServers.silence());
                servers.work();
            }
            now = now.plusSeconds(1);
        }
        int before = servers.loads.size();
        sampler.ask(now);
        assertEquals(before, servers.loads.size());
        sampler.heard(ONE);
        sampler.ask(now);
        assertEquals(before + 1, servers.loads.size());
    }

    @Test
    void givesUpWhatTakesTooLongAndMakesRoomForOthers() {
        List<NodeKey> many = IntStream.rangeClosed(1, 5).mapToObj(i -> new NodeKey(NodeType.META, i)).toList();
        sampler.servers(many);
        sampler.ask(now);
        assertEquals(2, servers.loads.size(), "two at once");
        List<FakeServers.Question> first = List.copyOf(servers.loads);
        for (int i = 0; i < 3; i++) {
            second();
        }
        assertTrue(first.stream().allMatch(q -> q.answer().isCancelled()));
        assertEquals(List.of(3L, 4L), servers.loads.stream().skip(2).map(q -> q.node().id()).toList(), "those that have waited longest");
        servers.work();
        assertTrue(sampler.health(now).get(many.getFirst()).silentSince().isPresent());
        assertTrue(sampler.health(now).get(many.getLast()).silentSince().isEmpty(), "not asked yet");
    }

    @Test
    void doesntBlameServersForALostConnection() {
        sampler.servers(List.of(ONE));
        sampler.ask(now);
        servers.asked(ONE).answer().completeExceptionally(new Problem(Problem.Kind.NOT_CONNECTED, "Not connected.").asException());
        servers.work();
        assertEquals(Optional.empty(), sampler.health(now).get(ONE).silentSince());
        sampler.ask(now);
        sampler.stop();
        servers.work();
        assertEquals(Optional.empty(), sampler.health(now).get(ONE).silentSince());
        sampler.ask(now);
        assertEquals(3, servers.loads.size());
    }

    @Test
    void asksForAllAgainWhenNothingNewComes() {
        sampler.servers(List.of(ONE));
        sampler.ask(now);
        servers.asked(ONE).answer().complete(List.of(sample(now.plusSeconds(3600), 1)));
        servers.work();
        for (int i = 0; i < 7; i++) {
            second();
            servers.asked(ONE).answer().complete(List.of());
            servers.work();
        }
        assertEquals(Instant.EPOCH, servers.asked(ONE).after(), "its clock was set back");
    }

    @Test
    void getsOverClocksThatAreSet() {
        sampler.servers(List.of(ONE));
        for (int i = 0; i < 20; i++) {
            second();
            // The server's clock jumps ahead by an hour, later this computer's jumps back by one.
            Instant theirs = i < 5 || i >= 15 ? now : now.plusSeconds(3600);
            servers.asked(ONE).answer().complete(List.of(sample(theirs, i)));
            servers.work();
            if (i == 9) {
                now = now.minusSeconds(3600);
            }
        }
        LiveRing ring = sampler.rings().get(ONE);
        assertEquals(19, ring.sample(now.getEpochSecond()).requests());
        assertEquals(18, ring.sample(now.getEpochSecond() - 1).requests());
    }

    @Test
    void forgetsServersThatAreGone() {
        sampler.servers(List.of(ONE, TWO));
        sampler.ask(now);
        sampler.servers(List.of(TWO));
        assertTrue(servers.asked(ONE).answer().isCancelled());
        servers.work();
        assertEquals(java.util.Set.of(TWO), sampler.rings().keySet());
    }

    @Test
    void asksAllWithinATurnAFewAtATime() {
        List<NodeKey> many = IntStream.rangeClosed(1, 7).mapToObj(i -> new NodeKey(NodeType.STORAGE, i)).toList();
        sampler.servers(many);
        sampler.ask(now);
        for (int i = 0; i < many.size(); i++) {
            assertEquals(Math.min(i + 2, many.size()), servers.loads.size(), "two at a time");
            servers.asked(many.get(i)).answer().complete(List.of(sample(now, i)));
            servers.work();
        }
        assertEquals(many.size(), servers.loads.size(), "each once");
        many.forEach(node -> assertEquals(node.id() - 1, sampler.rings().get(node).sample(now.getEpochSecond()).requests()));
        second();
        assertEquals(many.size() + 2, servers.loads.size());
    }
}
