package org.apiaryfs.fuse.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final Settings SETTINGS = new Settings(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO,
            Duration.ofMinutes(1), 4096);
    /** Modification time of what is looked at, in ms. */
    private static final long WRITTEN = 1_000_000;

    private final Node node = new Node(2, EntryInfo.root(1));

    private Node.Change look(long size, long now) {
        return look(size, true, now);
    }

    private Node.Change look(long size, boolean compared, long now) {
        StatData stat = new StatData(0, 0100644, 0, 0, 0, WRITTEN / 1000, 0, size, 1, 0, 0, 0);
        return node.checked(stat, compared, SETTINGS, now, Duration.ofMillis(now).toNanos());
    }

    @Test
    void timeAndLengthShowChanges() {
        assertEquals(Node.Change.NONE, look(5, WRITTEN + 60_000));
        assertEquals(Node.Change.NONE, look(5, WRITTEN + 70_000));
        assertEquals(Node.Change.SHOWN, look(6, WRITTEN + 70_001));
        assertEquals(Node.Change.NONE, look(6, WRITTEN + 80_000));
    }

    @Test
    void whatWasLookedAtInTheSecondOfAChangeMayHaveChangedSince() {
        assertEquals(Node.Change.NONE, look(5, WRITTEN + 500));
        assertEquals(Node.Change.HIDDEN, look(5, WRITTEN + 1600), "the first look was within the second");
        assertEquals(Node.Change.HIDDEN, look(5, WRITTEN + 2700), "the servers' clocks may be behind");
        assertEquals(Node.Change.NONE, look(5, WRITTEN + 3800), "the second was over at the last look");
        assertEquals(Node.Change.NONE, look(5, WRITTEN + 5000));
    }

    @Test
    void aLengthThatTheKernelHasWrittenItselfShowsNothing() {
        look(5, WRITTEN + 500);
        node.written(3);
        node.written(9);
        assertEquals(Node.Change.HIDDEN, look(9, WRITTEN + 1600));
        node.emptied();
        assertEquals(Node.Change.SHOWN, look(9, WRITTEN + 20_000));
        assertEquals(Node.Change.NONE, look(9, WRITTEN + 30_000));
    }

    @Test
    void whatTheKernelTookOverWithoutComparingIsDroppedAtTheNextLook() {
        look(5, WRITTEN + 10_000);
        assertEquals(Node.Change.SHOWN, look(6, false, WRITTEN + 20_000));
        assertEquals(Node.Change.HIDDEN, look(6, WRITTEN + 20_001));
        assertEquals(Node.Change.NONE, look(6, WRITTEN + 30_000));
        assertEquals(Node.Change.NONE, look(6, false, WRITTEN + 40_000));
        assertEquals(Node.Change.NONE, look(6, WRITTEN + 50_000));
    }

    @Test
    void whatIsBelievedAnywayIsNotDropped() {
        look(5, WRITTEN + 500);
        assertEquals(Node.Change.NONE, look(5, WRITTEN + 1000));
        assertEquals(Node.Change.NONE, look(5, WRITTEN + 1499));
        assertEquals(Node.Change.HIDDEN, look(5, WRITTEN + 1500), "a look that said nothing doesn't count");
    }

    @Test
    void pagesAreNotBelievedForEver() {
        look(5, WRITTEN + 10_000);
        assertFalse(node.sameVersion(7));
        assertTrue(node.sameVersion(7));
        assertEquals(Node.Change.NONE, look(5, WRITTEN + 69_000));
        assertEquals(Node.Change.HIDDEN, look(5, WRITTEN + 71_000));
        assertFalse(node.sameVersion(7), "the next opening drops them too");
        assertEquals(Node.Change.NONE, look(5, WRITTEN + 80_000));
    }

    @Test
    void anUnsureLengthIsNeitherFreshNorNewerThanTheLastOne() {
        long age = Long.MAX_VALUE;
        StatData old = StatData.NONE.asUnsure();
        node.update(old);
        assertEquals(Optional.empty(), node.fresh(age));
        StatData sure = new StatData(0, 0100644, 8, 1, 2, 3, 4, 4096, 1, 0, 0, 0);
        node.update(sure);
        assertEquals(Optional.of(sure), node.fresh(age));
        node.update(old);
        assertEquals(Optional.empty(), node.fresh(age));
        assertEquals(4096, node.seen().orElseThrow().stat().size());
    }
}
