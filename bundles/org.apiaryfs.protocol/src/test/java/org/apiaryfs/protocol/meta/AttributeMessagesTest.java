package org.apiaryfs.protocol.meta;

import static org.apiaryfs.protocol.Recorded.dir;
import static org.apiaryfs.protocol.Recorded.file;
import static org.apiaryfs.protocol.Recorded.mirrored;
import static org.apiaryfs.protocol.Recorded.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.Recorded;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.model.DynamicFileAttribs;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.MirroredTimestamps;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.Test;

class AttributeMessagesTest {
    private static final EntryInfo SMALL = mirrored(file("0-6B036F31-1", "B-6B036F31-1", "small", 1));
    private static final byte[] ACL = Vectors.hex(
            "0200000001000600ffffffff02000600d204000004000400ffffffff10000600ffffffff20000400ffffffff");

    @Test
    void recordedSetAttr() {
        SetAttr mode = new SetAttr(
                SetAttr.MODE, 040700, 0, 0, 0, 0, dir("0-6B03716E-1", "1-6B03716E-1", "d1", 1));
        Recorded.has(mode.withEvent(Optional.of(new FileEvent(2, "/w/d1", Optional.empty()))));
        SetAttr utimes = new SetAttr(SetAttr.MTIME | SetAttr.ATIME, 0, 1795387241, 1795387241, 0, 0,
                mirrored(file("1-6B036F31-1", "1C-6B036F31-1", "inh", 1)));
        assertTrue(utimes.sets(SetAttr.ATIME));
        assertFalse(utimes.sets(SetAttr.MODE));
        Recorded.has(utimes);
        Recorded.hasForwarded(
                utimes.toSecondary(new MirroredTimestamps(1795387242, 1795387242, 1795387241, 1795387241)), Recorded.CLIENT);
        Recorded.has(SetAttr.addLink(new EntryInfo(2, 0, "2-6B036E7D-1", "11-6B036E80-2", "h1", 2)));
    }

    @Test
    void setAttrFlags() {
        assertEquals(SetAttr.DECR_NLINK, SetAttr.dropLink(SMALL).featureFlags());
        assertEquals(SetAttr.USE_QUOTA, new SetAttr(SetAttr.UID, 0, 0, 0, 1000, 0, SMALL).withQuota(true).featureFlags());
    }

    @Test
    void setAttrFieldOrder() throws Exception {
        PayloadExample.check(new SetAttr(31, 1, 2, 3, 4, 5, EntryInfo.NONE),
                "1f000000" + "01000000" + "0200000000000000" + "0300000000000000" + "04000000" + "05000000" + "00".repeat(38));
    }

    @Test
    void recordedTruncation() {
        Recorded.has(new TruncFile(1000, file("0-6B036C8C-1", "8-6B036CCB-1", "m3", 1)).withQuota(true));
        TruncFile mirrored = new TruncFile(1000, mirrored(file("0-6B036F31-1", "D-6B036F31-1", "m3", 1)));
        Recorded.hasForwarded(
                mirrored.toSecondary(
                        List.of(
                                new DynamicFileAttribs(7711128976944529429L, 1000, 8, 1795387228, 1795387217),
                                new DynamicFileAttribs(7711128976944529429L, 0, 0, 1795387228, 1795387217)),
                        times(1795387217, 1795387228)),
                Recorded.CLIENT);
    }

    @Test
    void truncationWithEventAndQuota() throws Exception {
        TruncFile truncate = new TruncFile(5, EntryInfo.NONE)
                .withEvent(Optional.of(new FileEvent(1, "/f", Optional.empty()))).withQuota(true);
        assertEquals(TruncFile.USE_QUOTA | TruncFile.HAS_EVENT, truncate.featureFlags());
        PayloadExample.check(truncate, "0500000000000000" + "00".repeat(38) + "01000000" + "020000002f6600" + "00");
    }

    @Test
    void recordedPatternOfADirectory() throws Exception {
        StripePattern mirror = new StripePattern(StripePattern.BUDDY_MIRROR, 65536, 1, true, 2, List.of(), List.of());
        Recorded.has(new SetDirPattern(dir("root", "1-6B036C4D-1", "dir2", 1), mirror));
        Recorded.hasForwarded(new SetDirPattern(mirrored(EntryInfo.root(1)), mirror), Recorded.SERVER);
        PayloadExample.check(new SetDirPattern(EntryInfo.NONE, mirror, Optional.of(1000)),
                "00".repeat(38) + "1a000000" + "03000000" + "00000100" + "0100" + "02000000" + "0800000000000000" + "e8030000");
    }

    @Test
    void recordedExtendedAttributes() {
        Recorded.has(new GetXAttr(dir("2-6B036E7D-1", "1C-6B036E80-2", "x2", 2), "system.posix_acl_default", 0));
        Recorded.has(GetXAttrResp.failed(FsError.NO_DATA));
        Recorded.has(GetXAttrResp.of("value-a".getBytes(StandardCharsets.ISO_8859_1)));
        Recorded.has(GetXAttrResp.of(ACL));
        Recorded.has(new ListXAttr(file("2-6B036E7D-1", "5-6B036E80-2", "small", 2), 256));
        Recorded.has(ListXAttrResp.of(List.of("user.bin")));
        Recorded.has(new SetXAttr(dir("root", "2-6B036E7D-1", "w", 2), "user.d", new byte[] {'d', 'i', 'r'}, 0));
        Recorded.hasForwarded(
                new SetXAttr(SMALL, "system.posix_acl_access", ACL, 0)
                        .toSecondary(new MirroredTimestamps(1795387214, 1795387242, 1795387214, 1795387214)),
                Recorded.CLIENT);
        Recorded.has(new RemoveXAttr(SMALL, "user.a"));
        Recorded.hasForwarded(
                new RemoveXAttr(SMALL, "user.a")
                        .toSecondary(new MirroredTimestamps(1795387214, 1795387240, 1795387214, 1795387214)),
                Recorded.CLIENT);
    }

    @Test
    void attributeAnswers() throws Exception {
        PayloadExample.check(GetXAttrResp.sizeOnly(7), "00000000" + "07000000" + "00000000");
        PayloadExample.check(ListXAttrResp.of(List.of("a", "bc")), "0d00000002000000" + "6100626300" + "05000000" + "00000000");
        PayloadExample.check(ListXAttrResp.failed(FsError.TOO_BIG), "0800000000000000" + "00000000" + "13000000");
        PayloadExample.check(new SetXAttr(EntryInfo.NONE, "n", new byte[] {1}, SetXAttr.REPLACE),
                "00".repeat(38) + "010000006e00" + "0100000001" + "02000000");
    }

    @Test
    void valuesAreComparedByContent() {
        SetXAttr one = new SetXAttr(SMALL, "n", new byte[] {1}, 0);
        assertEquals(one, new SetXAttr(SMALL, "n", new byte[] {1}, 0));
        assertEquals(one.hashCode(), new SetXAttr(SMALL, "n", new byte[] {1}, 0).hashCode());
        assertNotEquals(one, new SetXAttr(SMALL, "n", new byte[] {2}, 0));
        assertNotEquals(GetXAttrResp.of(new byte[] {1}), GetXAttrResp.of(new byte[] {2}));
    }
}
