package org.apiaryfs.protocol.meta;

import static org.apiaryfs.protocol.Recorded.dir;
import static org.apiaryfs.protocol.Recorded.file;
import static org.apiaryfs.protocol.Recorded.mirrored;
import static org.apiaryfs.protocol.Recorded.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.Recorded;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryInfoWithDepth;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class LookupMessagesTest {
    private static final EntryInfo MANY = dir("2-6B036E7D-1", "34-6B036E80-2", "many", 2);
    private static final EntryInfo APP = file("0-6B036C8C-1", "A-6B036CCB-1", "app", 1);
    private static final StripePattern RAID0 = StripePattern.raid0(524288, 1, 4, List.of(2, 1));

    private static StatData stat(int mode, long created, long changed, long size) {
        return new StatData(0, mode, (size + 511) / 512, created, created, changed, changed, size, 1, 0, 0, 0);
    }

    @Test
    void recordedLookups() {
        Recorded.has(LookupIntent.lookup(mirrored(EntryInfo.root(1)), "w"));
        Recorded.has(LookupIntent.revalidate(
                MANY, "file0694", file("34-6B036E80-2", "22-6B036EC4-2", "file0694", 2)));
        Recorded.has(LookupIntent.revalidate(dir("root", "0-6B036C8C-1", "w", 1), "app", APP).withQuota(true));
    }

    @Test
    void recordedCreations() {
        LookupIntent.Create withEvent = new LookupIntent.Create(0, 0, 0100777, 022)
                .withEvent(Optional.of(new FileEvent(4, "/w/fs", Optional.empty())));
        LookupIntent create = LookupIntent.create(dir("root", "0-6B03716E-1", "w", 1), "fs", withEvent, false);
        assertEquals(LookupIntent.HAS_EVENT, create.featureFlags());
        Recorded.has(create);

        LookupIntent mirrored = LookupIntent.create(
                mirrored(dir("0-6B036F31-1", "D-6B036F71-1", "many", 1)), "file0242",
                new LookupIntent.Create(0, 0, 0100644, 022), false);
        StripePattern pattern = new StripePattern(StripePattern.BUDDY_MIRROR, 65536, 1, true, 2, List.of(2, 1), List.of());
        LookupIntent.Forwarded decided =
                new LookupIntent.Forwarded("100-6B036F71-1", pattern, 0, times(1795387274, 1795387275));
        Recorded.hasForwarded(mirrored.toSecondary(decided, times(1795387275, 1795387275)), Recorded.CLIENT);
    }

    @Test
    void intentsFollowFromTheParts() {
        LookupIntent plain = LookupIntent.plain(MANY, "f");
        assertEquals(0, plain.intentFlags());
        LookupIntent all = LookupIntent.create(MANY, "f", new LookupIntent.Create(1, 2, 0100600, 0), true)
                .andOpen(AccessFlags.READ_WRITE | AccessFlags.TRUNC, 7);
        assertEquals(
                LookupIntent.STAT | LookupIntent.CREATE | LookupIntent.CREATE_EXCLUSIVE | LookupIntent.OPEN, all.intentFlags());
        assertTrue(all.intends(LookupIntent.OPEN));
        assertFalse(all.intends(LookupIntent.REVALIDATE));
        assertEquals(LookupIntent.STAT, new LookupIntent(
                31 & ~LookupIntent.CREATE_EXCLUSIVE, MANY, "f", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), false).intentFlags());
    }

    @Test
    void openPartStandsBeforeTheCreatePart() throws Exception {
        PayloadExample.check(
                LookupIntent.create(EntryInfo.NONE, "", new LookupIntent.Create(1, 2, 3, 4), true).andOpen(5, 6),
                "1e000000" + EMPTY_ENTRY + "0000000000000000" + "05000000" + "06000000"
                        + "01000000" + "02000000" + "03000000" + "04000000" + "0800000000000000");
    }

    private static final String EMPTY_ENTRY = "00".repeat(8 + 3 * 8 + 6);

    @Test
    void recordedLookupAnswers() {
        Recorded.has(LookupIntentResp.failed(FsError.PATH_NOT_EXISTS));
        Recorded.has(new LookupIntentResp(
                0, Optional.of(new LookupIntentResp.Stat(0, stat(0100644, 1795386601, 1795386753, 49))), Optional.of(0),
                Optional.empty(), Optional.empty(), Optional.of(APP)));
        LookupIntentResp created = new LookupIntentResp(
                8, Optional.of(new LookupIntentResp.Stat(0, stat(0100755, 1795387790, 1795387790, 0))), Optional.empty(),
                Optional.of(0), Optional.empty(), Optional.of(file("0-6B03716E-1", "12-6B03716E-1", "fs", 1)));
        Recorded.has(created);
        assertEquals(FsError.PATH_NOT_EXISTS, created.lookupError());
        assertEquals(FsError.SUCCESS, created.statError());
        assertEquals(FsError.SUCCESS, created.createError());
        assertEquals(FsError.INTERNAL, created.revalidateError());
        assertEquals(FsError.INTERNAL, created.openError());
    }

    @Test
    void openSectionHasThePatternBeforeThePath() throws Exception {
        LookupIntentResp opened = new LookupIntentResp(
                0, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(new LookupIntentResp.Open(0, "1#A", RAID0, PathInfo.NONE)), Optional.of(EntryInfo.NONE));
        assertEquals(FsError.SUCCESS, opened.openError());
        PayloadExample.check(opened,
                "04000000" + "00000000" + "00000000" + "0300000031234100"
                        + "1e000000" + "01000000" + "00000800" + "0100" + "04000000" + "0c00000002000000" + "02000100"
                        + "00000000" + EMPTY_ENTRY);
        LookupIntentResp refused = new LookupIntentResp(
                0, Optional.of(LookupIntentResp.Stat.failed(FsError.NOT_OWNER)), Optional.empty(), Optional.empty(),
                Optional.of(LookupIntentResp.Open.failed(FsError.IN_USE)), Optional.of(APP));
        assertEquals(FsError.NOT_OWNER, refused.statError());
        assertEquals(FsError.IN_USE, refused.openError());
    }

    @Test
    void anAnswerHasAnEntryExactlyIfItSaysSo() {
        Optional<Integer> none = Optional.empty();
        assertThrows(IllegalArgumentException.class, () -> new LookupIntentResp(
                0, Optional.empty(), none, none, Optional.empty(), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new LookupIntentResp(
                8, Optional.empty(), none, Optional.of(0), Optional.empty(), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new LookupIntentResp(
                8, Optional.empty(), none, Optional.of(7), Optional.empty(), Optional.of(APP)));
        assertEquals(APP, LookupIntentResp.found(APP).entryInfo().orElseThrow());
    }

    @Test
    void recordedStat() {
        Recorded.has(new Stat(file("0-6B036D49-1", "4-6B036D49-1", "copyright", 1)));
        Recorded.has(new StatResp(0, stat(0100600, 1795386710, 1795386710, 0)));
        assertEquals(FsError.NOT_OWNER, StatResp.failed(FsError.NOT_OWNER).error());
    }

    @Test
    void parentOfADirectoryFollowsItsAttributes() throws Exception {
        assertEquals(Stat.GET_PARENT_INFO, new Stat(MANY, true).featureFlags());
        PayloadExample.check(
                new StatResp(0, StatData.NONE, Optional.of(new StatResp.ParentInfo("root", 7))),
                "00000000" + "00".repeat(56) + "01000000" + "00".repeat(12) + "04000000726f6f7400000000" + "07000000");
    }

    @Test
    void recordedPathResolution() {
        Recorded.has(new FindOwner(1, 0, new EntryInfo(1, 0, "", "root", "dir1", 1), "/dir1"));
        Recorded.has(new FindOwnerResp(
                0, new EntryInfoWithDepth(file("1-6B036E7D-1", "0-6B036E80-2", "f", 2), 2)));
        Recorded.has(FindOwnerResp.failed(FsError.PATH_NOT_EXISTS));
    }

    @Test
    void parentSearch() throws Exception {
        PayloadExample.check(new FindLinkOwner("A-1-1"), "05000000412d312d3100");
        PayloadExample.check(new FindLinkOwnerResp(0, "root", 2), "00000000" + "04000000726f6f7400" + "02000000");
    }

    @Test
    void recordedEntryInfo() {
        Recorded.has(new GetEntryInfo(file("1-6B036E7D-1", "0-6B036E80-2", "f", 2)));
        Recorded.has(new GetEntryInfoResp(0, RAID0, PathInfo.of(0, "1-6B036E7D-1")));
        assertEquals(StripePattern.DUMMY, GetEntryInfoResp.failed(FsError.NOT_OWNER).pattern());
        Recorded.has(new RefreshEntryInfo(file("0-6B036C4D-1", "3-6B036C4D-1", "file1", 1)));
        Recorded.has(new RefreshEntryInfo(dir("root", "0-6B036C4D-1", "dir1", 1)));
    }

    @Test
    void recordedListing() {
        Recorded.has(new ListDirFromOffset(
                0, ListDirFromOffset.CLIENT_BATCH, dir("2-6B036E7D-1", "33-6B036E80-2", "y6", 1), false));
        ListDirFromOffsetResp dots = new ListDirFromOffsetResp(Long.MAX_VALUE, 0, List.of(
                new ListDirFromOffsetResp.Entry(6352750715680400319L, 1, ListDirFromOffsetResp.DOT_ID, "."),
                new ListDirFromOffsetResp.Entry(Long.MAX_VALUE, 1, ListDirFromOffsetResp.DOT_DOT_ID, "..")));
        Recorded.has(dots);
        assertEquals(EntryType.DIRECTORY, dots.entries().getFirst().type());
        Recorded.has(ListDirFromOffsetResp.failed(FsError.SUCCESS, 0));
        ListDirFromOffsetResp full = Vectors.first(
                MessageType.LIST_DIR_FROM_OFFSET_RESP, ListDirFromOffsetResp.class, m -> m.entries().size() == 100);
        assertEquals(full.newServerOffset(), full.entries().getLast().serverOffset());
    }

    @Test
    void listingWithUnequalListsIsRefused() {
        String offsets = "0000000000000000" + "1000000001000000" + "0100000000000000" + "00000000";
        String none = "0800000000000000";
        String id = "0a00000001000000" + "6900";
        for (String rest : List.of(none + id + id, "0900000001000000" + "01" + none + id, "0900000001000000" + "01" + id + none)) {
            assertThrows(WireFormatException.class, () -> PayloadExample.decode(
                    MessageType.LIST_DIR_FROM_OFFSET_RESP, 0, Unpooled.wrappedBuffer(Vectors.hex(offsets + rest))));
        }
    }
}
