package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.PatternChange;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.administration.files.EntryText;
import org.apiaryfs.ui.administration.files.PatternInput;
import org.apiaryfs.ui.administration.forms.ApplyDialog.Verdict;
import org.junit.jupiter.api.Test;

class PatternInputTest {
    private static final ClusterSnapshot CLUSTER = new ClusterSnapshot(Instant.EPOCH, Snapshots.node(NodeType.MGMT, 1, "g"), List.of(), List.of(),
            List.of(new TargetPool(1, "Default", List.of(101, 102), List.of(7)), new TargetPool(2, "Fast", List.of(), List.of())), List.of(), Optional.empty());

    private static Optional<Verdict> judge(int type, String chunkSize, String targets, int pool) {
        return new PatternInput(type, chunkSize, targets, pool).judge(CLUSTER);
    }

    @Test
    void whatIsWrongIsSaid() {
        assertEquals(Optional.empty(), judge(StripePattern.RAID0, "64k", " 2 ", 1));
        assertEquals(Optional.empty(), judge(StripePattern.BUDDY_MIRROR, "1 MiB", "1", 1));
        for (String size : List.of("", "32K", "65537", "3M", "4G", "-1", "much")) {
            assertTrue(judge(StripePattern.RAID0, size, "1", 1).orElseThrow().sentence().startsWith("'" + size + "' is no chunk size."), size);
        }
        for (String number : List.of("", "0", "-1", "two", "99999999999")) {
            assertEquals("'" + number + "' is no number of targets. Write a number from 1 on.", judge(StripePattern.RAID0, "1M", number, 1).orElseThrow().sentence());
        }
        assertEquals("There is no storage pool 3. Choose another one.", judge(StripePattern.RAID0, "1M", "1", 3).orElseThrow().sentence());
        assertTrue(judge(StripePattern.RAID0, "1M", "1", 2).orElseThrow().sentence().startsWith("Storage pool Fast (ID 2) has no targets."));
        assertTrue(judge(StripePattern.BUDDY_MIRROR, "1M", "1", 2).orElseThrow().sentence().startsWith("Storage pool Fast (ID 2) has no mirror groups."));
        assertEquals(Optional.of(Verdict.warning("Storage pool Default (ID 1) has 2 targets; files get no more than that.")), judge(StripePattern.RAID0, "1M", "3", 1));
    }

    @Test
    void onlyWhatDiffersIsChanged() {
        StripePattern present = StripePattern.raid0(512 * 1024, 1, 4, List.of());
        assertEquals(Optional.empty(), new PatternInput(StripePattern.RAID0, "512K", "4", 1).changeOf(present));
        assertEquals(Optional.of(new PatternChange(Optional.of(1 << 20), Optional.empty(), Optional.empty(), Optional.of(StripePattern.BUDDY_MIRROR))),
                new PatternInput(StripePattern.BUDDY_MIRROR, "1M", "4", 1).changeOf(present));
    }

    @Test
    void permissionsAndPathsAreWrittenAsUsual() {
        assertEquals("rwxr-x---", EntryText.permissions(0100750));
        assertEquals("rwsr-Sr-t", EntryText.permissions(07745));
        assertEquals("/", EntryText.path(" "));
        assertEquals("/a/b", EntryText.path("a//b/"));
    }
}
