package org.apiaryfs.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.model.DynamicFileAttribs;
import org.apiaryfs.protocol.model.PathInfo;
import org.junit.jupiter.api.Test;

class AttributeMessagesTest {
    private static final PathInfo PATH = PathInfo.of(0, "0-6B036F31-1");

    @Test
    void recordedUnlink() throws Exception {
        UnlinkLocalFile primary = new UnlinkLocalFile(UnlinkLocalFile.BUDDY_MIRROR, "15-6B036F31-1", PATH, 2);
        String payload =
                "0d00000031352d36423033364633312d3100000001000000000000000c000000302d36423033364633312d31000000000200";
        PayloadExample.check(primary, payload);
        UnlinkLocalFile second = primary.forSecondary();
        assertTrue(second.mirrored() && second.toSecondary() && !primary.toSecondary());
        assertEquals(3, second.featureFlags());
        PayloadExample.check(second, payload);
        PayloadExample.check(
                new UnlinkLocalFile("1-6B036EBC-1", PathInfo.of(0, "2E-6B036E80-2"), 2),
                "0c000000312d36423033364542432d310000000001000000000000000d00000032452d36423033364538302d320000000200");
    }

    @Test
    void recordedGetAttribs() throws Exception {
        GetChunkFileAttribs mirrored = new GetChunkFileAttribs(1, "F-6B036F31-1", PATH, 1);
        assertTrue(mirrored.mirrored());
        PayloadExample.check(mirrored,
                "0c000000462d36423033364633312d310000000001000000000000000c000000302d36423033364633312d31000000000100");
        PayloadExample.check(
                new GetChunkFileAttribs("7-6B036E80-2", PathInfo.of(0, "2-6B036E7D-1"), 2),
                "0c000000372d36423033364538302d320000000001000000000000000c000000322d36423033364537442d31000000000200");
        PayloadExample.check(new GetChunkFileAttribsResp(ChunkAttributes.NONE), "00".repeat(44));
    }

    @Test
    void recordedTruncate() throws Exception {
        TruncLocalFile primary = new TruncLocalFile(4, 0, Optional.empty(), "D-6B036F31-1", PATH, 2);
        String payload = "00000000000000000c000000442d36423033364633312d310000000001000000000000000c000000302d36423033364633"
                + "312d31000000000200";
        PayloadExample.check(primary, payload);
        assertEquals(12, primary.forSecondary().featureFlags());
        PayloadExample.check(primary.forSecondary(), payload);
        PayloadExample.check(
                new TruncLocalFileResp(new ChunkAttributes(0, 0, 1795387040, 1795387037, 7711128470138388487L, 0)),
                "00000000000000000000000000000000a06e036b000000009d6e036b00000000070000007d6e036b00000000");
    }

    @Test
    void truncateWithQuotaHasTheOwnerAfterTheSize() throws Exception {
        TruncLocalFile trunc = new TruncLocalFile(
                TruncLocalFile.NO_DYNAMIC_ATTRIBS, 0x1234, Optional.of(new ChunkOwner(1000, 100)), "abc", PathInfo.NONE, 101);
        assertEquals(3, trunc.featureFlags());
        assertTrue(trunc.noDynamicAttribs());
        PayloadExample.check(trunc,
                "3412000000000000" + "e8030000" + "64000000" + "0300000061626300" + "00000000" + "6500");
    }

    @Test
    void recordedSetAttr() throws Exception {
        SetLocalAttr times = new SetLocalAttr(
                6, 1795387241, 1795387241, 24, 0, 0, 0, "1C-6B036F31-1", PathInfo.of(0, "1-6B036F31-1"), 2, true);
        assertTrue(times.mirrored() && times.toSecondary() && !times.useQuota());
        assertTrue(times.sets(SetLocalAttr.MODIFICATION_TIME) && times.sets(SetLocalAttr.LAST_ACCESS_TIME));
        assertFalse(times.sets(SetLocalAttr.MODE | SetLocalAttr.USER_ID | SetLocalAttr.GROUP_ID));
        PayloadExample.check(times,
                "696f036b00000000696f036b00000000180000000000000000000000000000000d00000031432d36423033364633312d3100000001"
                        + "000000000000000c000000312d36423033364633312d3100000000020001");
        SetLocalAttr owner = new SetLocalAttr(
                0, 0, SetLocalAttr.USER_ID | SetLocalAttr.GROUP_ID, 0, 0, 0, "11-6B03623E-1", PathInfo.of(0, "0-6B03623E-1"), 1)
                        .withFlags(SetLocalAttr.USE_QUOTA);
        assertTrue(owner.useQuota() && !owner.mirrored());
        PayloadExample.check(owner,
                "00000000000000000000000000000000060000000000000000000000000000000d00000031312d36423033363233452d3100000001"
                        + "000000000000000c000000302d36423033363233452d3100000000010000");
        assertEquals(5, owner.forSecondary().featureFlags());
    }

    @Test
    void neighbouringFieldsOfSetAttrKeepTheirOrder() throws Exception {
        PayloadExample.check(
                new SetLocalAttr(1, 2, SetLocalAttr.MODE, 0644, 1000, 100, "abc", PathInfo.NONE, 101),
                "0100000000000000" + "0200000000000000" + "01000000" + "a4010000" + "e8030000" + "64000000"
                        + "0300000061626300" + "00000000" + "6500" + "00");
    }

    @Test
    void setAttrAnswerSaysWhetherItsAttributesCount() throws Exception {
        PayloadExample.check(new SetLocalAttrResp(ChunkAttributes.NONE), "00".repeat(44));
        assertEquals(1, new SetLocalAttrResp(ChunkAttributes.NONE).featureFlags());
        PayloadExample.check(new SetLocalAttrResp(false, ChunkAttributes.failed(FsError.INTERNAL)), "00".repeat(40) + "01000000");
    }

    @Test
    void answerBlockFieldOrder() throws Exception {
        ChunkAttributes block = new ChunkAttributes(1, 2, 3, 4, 5, 20);
        PayloadExample.check(new GetChunkFileAttribsResp(block),
                "0100000000000000" + "0200000000000000" + "0300000000000000" + "0400000000000000" + "0500000000000000" + "14000000");
        assertEquals(new DynamicFileAttribs(5, 1, 2, 3, 4), block.dynamicAttribs());
        assertEquals(FsError.INVAL, block.error());
        assertFalse(block.valid());
        assertFalse(ChunkAttributes.NONE.valid());
        ChunkAttributes good = ChunkAttributes.of(new DynamicFileAttribs(5, 1, 2, 3, 4));
        assertTrue(good.valid());
        assertEquals(new ChunkAttributes(1, 2, 3, 4, 5, 0), good);
        assertEquals(FsError.UNKNOWN_TARGET, ChunkAttributes.failed(FsError.UNKNOWN_TARGET).error());
    }
}
