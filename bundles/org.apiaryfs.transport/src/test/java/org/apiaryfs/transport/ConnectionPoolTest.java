package org.apiaryfs.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    private static final PeerAddress PEER = address(8003);

    private final FakeScheduler time = new FakeScheduler();
    private final ScriptedPeer peer = new ScriptedPeer();
    private final ConnectionPool pool = new ConnectionPool(PEER, peer, PoolConfig.of(2), time);

    static PeerAddress address(int port) {
        return new PeerAddress("storage node 1", NodeType.STORAGE, List.of(new NicAddress(0x7F00_0001, "lo", 0)), port);
    }

    @AfterEach
    void close() {
        pool.close();
        assertEquals(0, time.pending(), "a closed pool has no more plans");
    }

    private static FsException failure(CompletableFuture<?> future) {
        CompletionException e = assertThrows(CompletionException.class, future::join);
        return (FsException) e.getCause();
    }

    @Test
    void reusesAnIdleConnection() {
        ConnectionPool.Lease first = pool.acquire().join();
        Connection connection = first.connection();
        first.close();
        assertSame(connection, pool.acquire().join().connection());
        assertEquals(1, pool.size());
    }

    @Test
    void closingALeaseTwiceGivesItsConnectionBackOnce() {
        ConnectionPool.Lease first = pool.acquire().join();
        first.close();
        first.close();
        first.fail();
        ConnectionPool.Lease a = pool.acquire().join();
        ConnectionPool.Lease b = pool.acquire().join();
        assertNotSame(a.connection(), b.connection());
        assertTrue(a.connection().usable());
    }

    @Test
    void serves200WaitersInTheirOrderOverTwoConnections() {
        List<ConnectionPool.Lease> held = new ArrayList<>(List.of(pool.acquire().join(), pool.acquire().join()));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            pool.acquire().thenAccept(lease -> {
                order.add(number);
                held.add(lease);
            });
        }
        assertTrue(order.isEmpty());
        while (!held.isEmpty()) {
            held.removeFirst().close();
        }
        assertEquals(java.util.stream.IntStream.range(0, 200).boxed().toList(), order);
        assertEquals(2, peer.links.size());
    }

    @Test
    void aCancelledWaiterIsPassedOver() {
        ConnectionPool.Lease a = pool.acquire().join();
        pool.acquire().join();
        CompletableFuture<ConnectionPool.Lease> impatient = pool.acquire();
        CompletableFuture<ConnectionPool.Lease> patient = pool.acquire();
        impatient.cancel(false);
        a.close();
        assertSame(a.connection(), patient.join().connection());
    }

    @Test
    void aWaiterCancelledDuringConnectLeavesTheConnectionToOthers() {
        peer.manual = true;
        CompletableFuture<ConnectionPool.Lease> impatient = pool.acquire();
        impatient.cancel(false);
        ScriptedPeer.Link link = peer.newLink();
        peer.dialled.getFirst().complete(link);
        assertSame(link, pool.acquire().join().connection());
    }

    @Test
    void anErrorClosesTheFailedAndAllIdleConnections() {
        ConnectionPool.Lease a = pool.acquire().join();
        pool.acquire().join().close();
        assertEquals(2, peer.openLinks());
        a.fail();
        assertEquals(0, peer.openLinks());
        assertEquals(0, pool.size());
    }

    @Test
    void aFailedConnectFreesItsPlaceForTheNext() {
        peer.reachable = false;
        for (int i = 0; i < 5; i++) {
            assertEquals(FsError.COMMUNICATION, failure(pool.acquire()).error());
        }
        peer.reachable = true;
        assertTrue(pool.acquire().join().connection().usable());
        assertEquals(1, pool.size());
    }

    @Test
    void anIdleConnectionThatThePeerClosedIsNotHandedOut() {
        ConnectionPool.Lease a = pool.acquire().join();
        a.close();
        a.connection().close();
        assertTrue(pool.acquire().join().connection().usable());
        assertEquals(1, pool.size());
    }

    @Test
    void freshNeverReusesEvenAtTheLimit() {
        ConnectionPool.Lease a = pool.acquire().join();
        pool.acquire().join();
        CompletableFuture<ConnectionPool.Lease> fresh = pool.acquireFresh();
        assertFalse(fresh.isDone());
        a.close();
        assertNotSame(a.connection(), fresh.join().connection());
        assertFalse(a.connection().usable());
        assertEquals(2, pool.size());
    }

    @Test
    void dropsWhatWasNotUsedBetweenTwoChecks() {
        ConnectionPool.Lease a = pool.acquire().join();
        ConnectionPool.Lease b = pool.acquire().join();
        a.close();
        b.close();
        time.advance(Duration.ofMinutes(70));
        assertEquals(2, peer.openLinks(), "both were used since the pool began");
        pool.acquire().join().close();
        time.advance(Duration.ofMinutes(70));
        assertEquals(1, peer.openLinks());
        time.advance(Duration.ofMinutes(70));
        assertEquals(0, peer.openLinks());
        assertEquals(0, pool.size());
    }

    @Test
    void aFallbackConnectionExpiresOnlyWhenItComesBack() {
        peer.fallback = true;
        ConnectionPool.Lease a = pool.acquire().join();
        a.close();
        time.advance(Duration.ofSeconds(901));
        ConnectionPool.Lease again = pool.acquire().join();
        assertSame(a.connection(), again.connection());
        again.close();
        assertFalse(a.connection().usable());
    }

    @Test
    void aChangedAddressClosesIdleNowAndBusyOnReturn() {
        ConnectionPool.Lease busy = pool.acquire().join();
        ConnectionPool.Lease idle = pool.acquire().join();
        idle.close();
        pool.update(address(8003));
        assertTrue(idle.connection().usable(), "nothing changed");
        pool.update(address(9003));
        assertFalse(idle.connection().usable());
        assertTrue(busy.connection().usable());
        busy.close();
        assertFalse(busy.connection().usable());
        assertEquals(9003, pool.peer().port());
    }

    @Test
    void closingFailsWaitersAndLaterCallers() {
        pool.acquire().join();
        ConnectionPool.Lease b = pool.acquire().join();
        CompletableFuture<ConnectionPool.Lease> waiter = pool.acquire();
        pool.close();
        assertEquals(FsError.COMMUNICATION, failure(waiter).error());
        assertEquals(FsError.COMMUNICATION, failure(pool.acquire()).error());
        b.close();
        assertFalse(b.connection().usable());
    }
}
