package org.apiaryfs.tests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker itself: what may be is accepted, what may not be is found out. */
class LinearizabilityTest {
    private static final Layout LAYOUT = new Layout(2, 2);
    private static final Outcome DONE = new Outcome.Done();

    private final List<Recorded> history = new ArrayList<>();

    /** Adds an operation of somebody's, who has done nothing else meanwhile. */
    private LinearizabilityTest add(long start, long end, Operation operation, Outcome outcome) {
        history.add(new Recorded(history.size(), history.size(), operation, outcome, start, end));
        return this;
    }

    private static Outcome failed(int number) {
        return new Outcome.Failed(number);
    }

    private static Outcome file(long inode) {
        return new Outcome.File(inode);
    }

    private static Outcome listed(int... places) {
        BitSet set = new BitSet();
        for (int place : places) {
            set.set(place);
        }
        return new Outcome.Listed(set);
    }

    private Optional<String> violation(boolean severalServers) {
        return Linearizability.check(new Specification(LAYOUT, severalServers), Names.empty(LAYOUT.places()), history).violation();
    }

    private void fits() {
        assertEquals(Optional.empty(), violation(false));
    }

    private void doesNotFit() {
        assertTrue(violation(false).isPresent());
    }

    @Test
    void whatOverlapsMayBeInAnyOrder() {
        add(0, 10, new Operation.Create(0), file(7)).add(5, 6, new Operation.Look(0), failed(Outcome.ENOENT)).fits();
    }

    @Test
    void whatOverlapsMayBeSeenAlready() {
        add(0, 10, new Operation.Create(0), file(7)).add(5, 6, new Operation.Look(0), file(7)).fits();
    }

    @Test
    void newFileIsThere() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 3, new Operation.Look(0), failed(Outcome.ENOENT)).doesNotFit();
    }

    @Test
    void whatWasSeenOnceStays() {
        add(0, 10, new Operation.Create(0), file(7)).add(1, 2, new Operation.Look(0), file(7))
                .add(3, 4, new Operation.Look(0), failed(Outcome.ENOENT)).doesNotFit();
    }

    @Test
    void onlyOneCreatesAndOnlyOneUnlinks() {
        add(0, 10, new Operation.Create(0), file(7)).add(0, 10, new Operation.Create(0), file(8)).doesNotFit();
    }

    @Test
    void unlinkedTwiceIsOnceTooOften() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 9, new Operation.Unlink(0), DONE).add(3, 8, new Operation.Unlink(0), DONE).doesNotFit();
    }

    @Test
    void createdAndUnlinkedAgain() {
        add(0, 9, new Operation.Create(0), file(7)).add(0, 9, new Operation.Unlink(0), DONE).add(0, 9, new Operation.Create(0), file(8))
                .add(10, 11, new Operation.Look(0), file(8)).fits();
    }

    /** The kernel finds the directory at the old name, another mount renames it, the kernel finds it at the new name. */
    @Test
    void whatIsRenamedAlreadyNeedsNoRename() {
        add(0, 1, new Operation.MakeDirectory(0), new Outcome.Done()).add(2, 10, new Operation.Rename(0, 1), new Outcome.Done())
                .add(3, 9, new Operation.Rename(0, 1), new Outcome.Done()).fits();
    }

    @Test
    void whatWasRenamedBeforeIsNotThereToBeRenamed() {
        add(0, 1, new Operation.MakeDirectory(0), new Outcome.Done()).add(2, 3, new Operation.Rename(0, 1), new Outcome.Done())
                .add(4, 5, new Operation.Rename(0, 1), new Outcome.Done()).doesNotFit();
    }

    @Test
    void renamedFileIsTheSame() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 3, new Operation.Rename(0, 1), DONE).add(4, 5, new Operation.Look(1), file(8)).doesNotFit();
    }

    @Test
    void renamedFileIsNeverNowhere() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 10, new Operation.Rename(0, 3), DONE)
                .add(3, 4, new Operation.Look(3), failed(Outcome.ENOENT)).add(5, 6, new Operation.Look(0), failed(Outcome.ENOENT))
                .add(7, 8, new Operation.Look(3), failed(Outcome.ENOENT)).doesNotFit();
    }

    @Test
    void renamedFileIsNeverAtBothPlaces() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 10, new Operation.Rename(0, 3), DONE)
                .add(3, 4, new Operation.Look(3), file(7)).add(5, 6, new Operation.Look(0), file(7)).doesNotFit();
    }

    @Test
    void overSeveralServersItMayBeForAMoment() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 10, new Operation.Rename(0, 3), DONE)
                .add(3, 4, new Operation.Look(3), file(7)).add(5, 6, new Operation.Look(0), file(7));
        assertEquals(Optional.empty(), violation(true));
        add(11, 12, new Operation.Look(0), file(7));
        assertTrue(violation(true).isPresent());
    }

    @Test
    void failedRenameChangesNothing() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 3, new Operation.Rename(0, 1), failed(Outcome.ENOENT)).doesNotFit();
    }

    @Test
    void linkIsOfTheFileThatWasFound() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 9, new Operation.Link(0, 1), DONE).add(3, 4, new Operation.Rename(0, 2), DONE)
                .add(5, 6, new Operation.Look(1), failed(Outcome.ENOENT)).add(10, 11, new Operation.Look(1), file(7)).fits();
    }

    @Test
    void noLinkToWhatIsGone() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 9, new Operation.Link(0, 1), DONE).add(3, 4, new Operation.Unlink(0), DONE)
                .add(5, 6, new Operation.Look(1), failed(Outcome.ENOENT)).doesNotFit();
    }

    @Test
    void directoryWithChildrenStays() {
        add(0, 1, new Operation.MakeDirectory(0), DONE).add(2, 9, new Operation.CreateChild(0, 1), DONE).add(2, 9, new Operation.RemoveDirectory(0), DONE)
                .doesNotFit();
    }

    @Test
    void childIsMadeWhereverItsDirectoryIsByThen() {
        add(0, 1, new Operation.MakeDirectory(0), DONE).add(2, 9, new Operation.CreateChild(0, 1), DONE).add(3, 4, new Operation.Rename(0, 2), DONE)
                .add(10, 11, new Operation.RemoveDirectory(2), failed(Outcome.ENOTEMPTY)).fits();
    }

    @Test
    void listingHasWhatWasThereAllTheTime() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 3, new Operation.List(0), listed()).doesNotFit();
    }

    @Test
    void listingMayHaveWhatComesAndGoes() {
        add(0, 1, new Operation.Create(0), file(7)).add(2, 9, new Operation.Unlink(0), DONE).add(2, 9, new Operation.Create(1), file(8))
                .add(3, 8, new Operation.List(0), listed(0, 1)).fits();
    }

    @Test
    void unknownErrorsDoNotFit() {
        add(0, 1, new Operation.Create(0), failed(5)).doesNotFit();
    }
}
