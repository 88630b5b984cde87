package org.apiaryfs.mgmt.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.junit.jupiter.api.Test;

/** The state machine with a clock of our own. Times in units; the timeout is 180 of them. */
class StateRulesTest {
    private static final long TIMEOUT = 180;
    private static final NodeType T = NodeType.STORAGE;

    private ClusterState state = ClusterState.EMPTY;
    private List<Notice> told = List.of();

    /** Targets 1 and 2, known since time 0, as group 7. */
    private void group() {
        Draft draft = new Draft(state);
        for (int target : new int[] {1, 2}) {
            draft.change(new Change.TargetMapped(target, 1));
            draft.change(new Change.Tracked(T, target, 0));
        }
        draft.change(new Change.GroupPut(T, 7, new BuddyGroup(1, 2)));
        state = draft.state();
    }

    private FsError report(int id, Consistency before, Consistency after, long now) {
        Draft draft = new Draft(state);
        FsError error = StateRules.report(draft, T, List.of(id), List.of(before), List.of(after), now);
        take(draft);
        return error;
    }

    private void alive(int id, long now) {
        assertEquals(FsError.SUCCESS, report(id, state.registry().storage().consistency(id), state.registry().storage().consistency(id), now));
    }

    private void check(long now) {
        Draft draft = new Draft(state);
        StateRules.expire(draft, TIMEOUT, now);
        take(draft);
    }

    private void take(Draft draft) {
        state = draft.state();
        told = List.copyOf(draft.notices());
    }

    private Reachability reach(int id) {
        return state.reachability(T, id);
    }

    private int primary() {
        return state.registry().storage().groups().get(7).orElseThrow().primary();
    }

    @Test
    void silenceLeadsByProbablyOfflineToOffline() {
        group();
        assertEquals(Reachability.PROBABLY_OFFLINE, reach(1));
        alive(1, 10);
        assertEquals(Reachability.ONLINE, reach(1));
        assertEquals(List.of(Notice.Refresh.TARGET_STATES), told);
        alive(1, 20);
        assertEquals(List.of(), told, "nothing new");
        check(110);
        assertEquals(Reachability.ONLINE, reach(1), "half the timeout isn't over yet");
        check(111);
        assertEquals(Reachability.PROBABLY_OFFLINE, reach(1));
        assertEquals(List.of(Notice.Refresh.TARGET_STATES), told);
        check(200);
        assertEquals(Reachability.PROBABLY_OFFLINE, reach(1));
        check(201);
        assertEquals(Reachability.OFFLINE, reach(1));
        check(500);
        assertEquals(List.of(), told);
        alive(1, 501);
        assertEquals(Reachability.ONLINE, reach(1));
    }

    @Test
    void whatNeverReportsIsOfflineATimeoutAfterItsAppearance() {
        group();
        check(180);
        assertEquals(Reachability.PROBABLY_OFFLINE, reach(2));
        check(181);
        assertEquals(Reachability.OFFLINE, reach(2));
    }

    @Test
    void aRestartOfTheManagementServerGivesEverybodyTheFullTimeout() {
        group();
        alive(1, 5);
        report(2, Consistency.GOOD, Consistency.NEEDS_RESYNC, 5);
        state = ClusterState.restarted(state.registry(), 1000);
        assertEquals(Reachability.PROBABLY_OFFLINE, reach(1));
        assertEquals(Consistency.NEEDS_RESYNC, state.registry().storage().consistency(2));
        check(1180);
        assertEquals(Reachability.PROBABLY_OFFLINE, reach(1));
        check(1181);
        assertEquals(Reachability.OFFLINE, reach(1));
    }

    @Test
    void aReportOnAnOutdatedViewChangesNothing() {
        group();
        report(1, Consistency.GOOD, Consistency.NEEDS_RESYNC, 5);
        ClusterState before = state;
        Draft draft = new Draft(state);
        assertEquals(FsError.AGAIN, StateRules.report(draft, T, List.of(2, 1), List.of(Consistency.GOOD, Consistency.GOOD),
                List.of(Consistency.BAD, Consistency.BAD), 6));
        assertEquals(before, draft.state());
        assertFalse(draft.reviewWanted());
    }

    @Test
    void unknownTargetsAreTakenOnAsGood() {
        assertEquals(FsError.AGAIN, report(99, Consistency.BAD, Consistency.BAD, 1));
        assertEquals(FsError.SUCCESS, report(99, Consistency.GOOD, Consistency.GOOD, 1));
        assertEquals(Reachability.ONLINE, reach(99));
    }

    @Test
    void settingAStateFromOutsideIsNoSignOfLife() {
        group();
        Draft draft = new Draft(state);
        StateRules.set(draft, T, List.of(2), List.of(Consistency.NEEDS_RESYNC), false, 50);
        take(draft);
        assertEquals(Reachability.PROBABLY_OFFLINE, reach(2));
        assertEquals(Consistency.NEEDS_RESYNC, state.registry().storage().consistency(2));
        assertEquals(0, state.storage().liveness().get(2).orElseThrow().lastReport());
        assertEquals(List.of(Notice.Refresh.TARGET_STATES), told);
    }

    @Test
    void anOfflinePrimaryIsReplacedByItsGoodSecondary() {
        group();
        alive(1, 0);
        alive(2, 100);
        check(181);
        assertEquals(2, primary());
        assertEquals(Reachability.OFFLINE, reach(1));
        alive(1, 190);
        check(191);
        assertEquals(2, primary(), "who comes back is secondary");
    }

    @Test
    void aSecondaryThatIsntGoodOrOnlineDoesNotTakeOver() {
        group();
        alive(1, 0);
        report(2, Consistency.GOOD, Consistency.NEEDS_RESYNC, 100);
        check(181);
        assertEquals(1, primary());
        report(2, Consistency.NEEDS_RESYNC, Consistency.GOOD, 185);
        assertEquals(2, primary(), "it takes over when it can");
    }

    @Test
    void aSecondaryThatComesBackGoodTakesOverFromAnOfflinePrimary() {
        group();
        alive(1, 0);
        check(300);
        assertEquals(1, primary(), "both are gone");
        alive(2, 301);
        assertEquals(2, primary());
        assertTrue(told.contains(Notice.Refresh.TARGET_STATES));
    }

    @Test
    void aPrimaryThatLacksDataHandsOver() {
        group();
        alive(1, 0);
        alive(2, 0);
        report(1, Consistency.GOOD, Consistency.NEEDS_RESYNC, 1);
        assertEquals(2, primary());
        report(2, Consistency.GOOD, Consistency.NEEDS_RESYNC, 2);
        assertEquals(2, primary(), "nobody good is left");
    }

    @Test
    void aCleanStopMakesAllDoubtThePrimaries() {
        group();
        alive(1, 0);
        alive(2, 0);
        Draft draft = new Draft(state);
        StateRules.doubtPrimaries(draft);
        take(draft);
        assertEquals(Reachability.PROBABLY_OFFLINE, reach(1));
        assertEquals(Reachability.ONLINE, reach(2));
        assertEquals(List.of(Notice.Refresh.TARGET_STATES), told);
    }
}
