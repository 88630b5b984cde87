package org.apiaryfs.meta.locks;

import static org.apiaryfs.meta.locks.LockResult.GRANTED;
import static org.apiaryfs.meta.locks.LockResult.QUEUED;
import static org.apiaryfs.meta.locks.LockResult.REFUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.session.LockFlags;
import org.junit.jupiter.api.Test;

class FileLocksTest {
    private final FileLocks locks = new FileLocks();
    private final List<String> granted = new ArrayList<>();
    private int requests;

    private LockResult entry(int owner, int flags) {
        return request(LockKind.ENTRY, owner, flags, ByteRange.ALL, "a" + ++requests);
    }

    private LockResult range(int owner, int flags, long start, long end) {
        return request(LockKind.RANGE, owner, flags, new ByteRange(start, end), "a" + ++requests);
    }

    private LockResult request(LockKind kind, int owner, int flags, ByteRange range, String ackId) {
        try {
            FileLocks.Outcome outcome = locks.request(kind, LockRequest.of(new LockOwner(owner, 0), owner, flags, range, ackId));
            outcome.granted().forEach(r -> granted.add(r.action() + " " + r.owner().client()));
            return outcome.result();
        } catch (FsException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sharedLocksGoTogetherAndExclusiveStandsAlone() {
        assertEquals(GRANTED, entry(1, LockFlags.SHARED));
        assertEquals(GRANTED, entry(2, LockFlags.SHARED));
        assertEquals(REFUSED, entry(3, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT));
        assertEquals(QUEUED, entry(3, LockFlags.EXCLUSIVE));
        assertEquals(QUEUED, entry(4, LockFlags.SHARED), "writers first");
        entry(1, LockFlags.UNLOCK);
        assertEquals(List.of(), granted, "an exclusive waiter must not be granted beside the other shared holder");
        entry(2, LockFlags.UNLOCK);
        assertEquals(List.of("EXCLUSIVE 3"), granted);
        entry(3, LockFlags.UNLOCK);
        assertEquals(List.of("EXCLUSIVE 3", "SHARED 4"), granted);
    }

    @Test
    void repeatedRequestsAreTheSameRequest() {
        assertEquals(GRANTED, entry(1, LockFlags.EXCLUSIVE));
        assertEquals(GRANTED, entry(1, LockFlags.EXCLUSIVE));
        assertEquals(QUEUED, request(LockKind.ENTRY, 2, LockFlags.EXCLUSIVE, ByteRange.ALL, "again"));
        assertEquals(QUEUED, request(LockKind.ENTRY, 2, LockFlags.EXCLUSIVE, ByteRange.ALL, "again"));
        entry(1, LockFlags.UNLOCK);
        assertEquals(List.of("EXCLUSIVE 2"), granted);
        assertEquals(GRANTED, request(LockKind.ENTRY, 2, LockFlags.EXCLUSIVE, ByteRange.ALL, "again"));
    }

    @Test
    void upgradeAndDowngrade() {
        entry(1, LockFlags.SHARED);
        assertEquals(GRANTED, entry(1, LockFlags.EXCLUSIVE));
        assertEquals(REFUSED, entry(2, LockFlags.SHARED | LockFlags.NO_WAIT));
        assertEquals(GRANTED, entry(1, LockFlags.SHARED));
        assertEquals(GRANTED, entry(2, LockFlags.SHARED | LockFlags.NO_WAIT));
    }

    @Test
    void cancelDropsHeldAndWaiting() {
        entry(1, LockFlags.EXCLUSIVE);
        entry(2, LockFlags.EXCLUSIVE);
        entry(3, LockFlags.EXCLUSIVE);
        entry(2, LockFlags.CANCEL);
        entry(1, LockFlags.CANCEL);
        assertEquals(List.of("EXCLUSIVE 3"), granted);
    }

    @Test
    void rangesSplitMergeAndTouchOnlyWhatOverlaps() {
        assertEquals(GRANTED, range(1, LockFlags.EXCLUSIVE, 0, 99));
        assertEquals(GRANTED, range(2, LockFlags.EXCLUSIVE, 100, 199));
        range(1, LockFlags.UNLOCK, 40, 59);
        assertEquals(GRANTED, range(3, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, 40, 59));
        assertEquals(REFUSED, range(3, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, 30, 40));
        range(3, LockFlags.UNLOCK, 0, -1);
        assertEquals(GRANTED, range(1, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT, 40, 59));
        assertEquals(List.of("held EXCLUSIVE client=2 handle=0 pid=2 range=100-199", "held EXCLUSIVE client=1 handle=0 pid=1 range=0-99"),
                locks.describe(LockKind.RANGE));
        assertEquals(GRANTED, range(2, LockFlags.SHARED, 120, 129), "part of an exclusive lock becomes shared");
        assertEquals(GRANTED, range(4, LockFlags.SHARED | LockFlags.NO_WAIT, 125, 126));
        assertEquals(REFUSED, range(4, LockFlags.SHARED | LockFlags.NO_WAIT, 119, 120));
    }

    @Test
    void waitingRangesAreGrantedInOrder() {
        range(1, LockFlags.EXCLUSIVE, 0, 9);
        assertEquals(QUEUED, range(2, LockFlags.EXCLUSIVE, 5, 14));
        assertEquals(QUEUED, range(3, LockFlags.EXCLUSIVE, 10, 19), "waits behind the waiting request");
        assertEquals(QUEUED, range(4, LockFlags.SHARED, 12, 13));
        assertEquals(GRANTED, range(5, LockFlags.EXCLUSIVE, 20, 29));
        range(1, LockFlags.UNLOCK, 0, 9);
        assertEquals(List.of("EXCLUSIVE 2"), granted);
        range(2, LockFlags.UNLOCK, 0, -1);
        assertEquals(List.of("EXCLUSIVE 2", "EXCLUSIVE 3"), granted);
    }

    @Test
    void deadClientFreesAllSets() {
        entry(1, LockFlags.EXCLUSIVE);
        entry(2, LockFlags.EXCLUSIVE);
        range(1, LockFlags.EXCLUSIVE, 0, 9);
        range(2, LockFlags.SHARED, 0, 9);
        var freed = locks.dropClient(1);
        assertEquals(1, freed.get(LockKind.ENTRY).size());
        assertEquals(1, freed.get(LockKind.RANGE).size());
        assertEquals(0, freed.get(LockKind.APPEND).size());
    }

    @Test
    void meaninglessFlagsAndRangesAreRefused() {
        assertThrows(FsException.class, () -> LockRequest.of(new LockOwner(1, 1), 1, LockFlags.SHARED | LockFlags.EXCLUSIVE, ByteRange.ALL, "x"));
        assertThrows(FsException.class, () -> LockRequest.of(new LockOwner(1, 1), 1, 0, ByteRange.ALL, "x"));
        assertThrows(FsException.class, () -> ByteRange.of(5, 4));
        assertEquals(new ByteRange(0, -1), new ByteRange(0, Long.MAX_VALUE).join(new ByteRange(5, -1)));
    }

    /** Whatever is asked in whatever order, no byte is ever locked exclusively by one and at all by another. */
    @Test
    void exclusiveNeverStandsBesideAnother() {
        Random random = new Random(7);
        int[] flags = {LockFlags.SHARED, LockFlags.EXCLUSIVE, LockFlags.UNLOCK, LockFlags.CANCEL,
            LockFlags.SHARED | LockFlags.NO_WAIT, LockFlags.EXCLUSIVE | LockFlags.NO_WAIT};
        for (int i = 0; i < 20_000; i++) {
            int start = random.nextInt(8);
            range(random.nextInt(4), flags[random.nextInt(flags.length)], start, start + random.nextInt(8 - start));
            boolean[][] shared = new boolean[4][8];
            boolean[][] exclusive = new boolean[4][8];
            for (String line : locks.describe(LockKind.RANGE)) {
                if (line.startsWith("held")) {
                    int owner = Integer.parseInt(line.replaceAll(".*client=(\\d+).*", "$1"));
                    int from = Integer.parseInt(line.replaceAll(".*range=(\\d+)-.*", "$1"));
                    int to = Integer.parseInt(line.replaceAll(".*-(\\d+)$", "$1"));
                    for (int b = from; b <= to; b++) {
                        (line.contains("EXCLUSIVE") ? exclusive : shared)[owner][b] = true;
                    }
                }
            }
            for (int b = 0; b < 8; b++) {
                for (int one = 0; one < 4; one++) {
                    for (int other = 0; other < 4; other++) {
                        assertFalse(exclusive[one][b] && (shared[other][b] || one != other && exclusive[other][b]));
                    }
                }
            }
        }
    }

    private LockRequest waiting(int owner, int flags, String ackId) throws FsException {
        LockRequest request = LockRequest.of(new LockOwner(owner, 0), owner, flags, ByteRange.ALL, ackId);
        assertEquals(QUEUED, locks.request(LockKind.ENTRY, request).result());
        return request;
    }

    @Test
    void aGrantIsTakenBackUntilItsClientKnowsOfIt() throws Exception {
        entry(1, LockFlags.EXCLUSIVE);
        LockRequest lost = waiting(2, LockFlags.EXCLUSIVE, "lost");
        LockRequest next = waiting(3, LockFlags.EXCLUSIVE, "next");
        entry(1, LockFlags.UNLOCK);
        assertEquals(Optional.of(List.of(next)), locks.takeBack(LockKind.ENTRY, lost, false));
        assertEquals(Optional.empty(), locks.takeBack(LockKind.ENTRY, lost, false), "it has been taken back already");
        locks.confirm(LockKind.ENTRY, next);
        assertEquals(Optional.empty(), locks.takeBack(LockKind.ENTRY, next, false), "it was acknowledged");
        assertEquals(REFUSED, entry(1, LockFlags.SHARED | LockFlags.NO_WAIT));
    }

    @Test
    void askingAgainFindsTheGrantAndKeepsIt() throws Exception {
        entry(1, LockFlags.EXCLUSIVE);
        LockRequest polled = waiting(2, LockFlags.EXCLUSIVE, "polled");
        entry(1, LockFlags.UNLOCK);
        assertEquals(GRANTED, locks.request(LockKind.ENTRY, polled).result());
        assertEquals(Optional.empty(), locks.takeBack(LockKind.ENTRY, polled, false));
        assertEquals(REFUSED, entry(1, LockFlags.SHARED | LockFlags.NO_WAIT));
    }

    @Test
    void whatItsOwnerDroppedIsNotTakenFromHimAgain() throws Exception {
        entry(1, LockFlags.EXCLUSIVE);
        LockRequest granted = waiting(2, LockFlags.EXCLUSIVE, "first");
        entry(1, LockFlags.UNLOCK);
        entry(2, LockFlags.UNLOCK);
        assertEquals(GRANTED, entry(2, LockFlags.EXCLUSIVE));
        assertEquals(Optional.empty(), locks.takeBack(LockKind.ENTRY, granted, false), "this is another lock");
        assertEquals(REFUSED, entry(1, LockFlags.SHARED | LockFlags.NO_WAIT));
    }

    @Test
    void hopelessWaitersAreForgotten() throws Exception {
        entry(1, LockFlags.EXCLUSIVE);
        LockRequest lost = waiting(2, LockFlags.EXCLUSIVE, "lost");
        waiting(3, LockFlags.EXCLUSIVE, "dropped");
        entry(1, LockFlags.UNLOCK);
        assertEquals(Optional.of(List.of()), locks.takeBack(LockKind.ENTRY, lost, true));
        assertEquals(List.of(), locks.describe(LockKind.ENTRY));
    }
}
