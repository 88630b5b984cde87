package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.Test;

class FileSpreadTest {
    private static final int CHUNK = 65536;
    private static final ClusterSnapshot CLUSTER = new ClusterSnapshot(Instant.EPOCH, new ClusterNode(NodeType.MGMT, 1, "g", List.of(), 1, 1), List.of(),
            List.of(target(101, 1), target(102, 1), target(201, 2)), List.of(), List.of(new MirrorGroup(NodeType.STORAGE, 7, 201, 101)), Optional.empty());

    private static ClusterTarget target(int id, int node) {
        return new ClusterTarget(NodeType.STORAGE, id, node, Optional.of("s" + node), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(1),
                new Space.Unknown(Problems.NOT_ASKED));
    }

    private static StripePattern pattern(int type, Integer... targets) {
        return new StripePattern(type, CHUNK, 1, true, targets.length, List.of(targets), List.of());
    }

    @Test
    void chunksGoRoundTheTargets() {
        FileSpread spread = FileSpread.of(pattern(StripePattern.RAID0, 201, 101, 999), 4 * CHUNK + 5, CLUSTER).orElseThrow();
        assertEquals(5, spread.chunks());
        assertEquals(List.of(2L * CHUNK, (long) CHUNK + 5, (long) CHUNK), spread.shares().stream().map(FileSpread.Share::bytes).toList());
        assertEquals(List.of(2L, 2L, 1L), spread.shares().stream().map(FileSpread.Share::chunks).toList());
        assertEquals(List.of(new FileSpread.Place(201, Optional.of(2), Optional.of("s2"))), spread.shares().get(0).places());
        assertEquals(List.of(new FileSpread.Place(999, Optional.empty(), Optional.empty())), spread.shares().get(2).places());
        assertEquals(4, spread.chunk(spread.shares().get(1), 1));
        assertEquals(4L * CHUNK, spread.start(4));
        assertEquals(4L * CHUNK + 5, spread.end(4));
    }

    @Test
    void mirroredChunksAreOnBothTargetsOfTheGroup() {
        FileSpread.Share share = FileSpread.of(pattern(StripePattern.BUDDY_MIRROR, 7), 1, CLUSTER).orElseThrow().shares().getFirst();
        assertEquals(Optional.of(7), share.group());
        assertEquals(List.of(201, 101), share.places().stream().map(FileSpread.Place::target).toList());
        assertEquals(1, share.chunks());
    }

    @Test
    void emptyFilesHaveNoChunksAndDirectoriesNoSpread() {
        assertEquals(0, FileSpread.of(pattern(StripePattern.RAID0, 101, 102), 0, CLUSTER).orElseThrow().chunks());
        assertEquals(Optional.empty(), FileSpread.of(pattern(StripePattern.RAID0), 5, CLUSTER));
    }
}
