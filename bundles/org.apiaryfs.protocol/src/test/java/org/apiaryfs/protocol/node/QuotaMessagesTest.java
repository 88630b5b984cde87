package org.apiaryfs.protocol.node;

import static org.apiaryfs.protocol.Vectors.assertRecorded;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.Unpooled;
import java.util.List;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class QuotaMessagesTest {
    private static final long GIB = 1L << 30;

    @Test
    void limits() {
        assertRecorded(new SetQuota(1, List.of(new QuotaData(GIB, 1000, 1000, 1, true))));
        assertRecorded(new SetQuota(1, List.of(
                new QuotaData(2 * GIB, 2000, 0, 2, true), new QuotaData(2 * GIB, 2000, 1000, 2, true),
                new QuotaData(2 * GIB, 2000, 1001, 2, true))));
        assertRecorded(new SetQuotaResp(1));
        assertRecorded(new SetQuotaResp(0));
        assertRecorded(new GetDefaultQuota(1));
        assertRecorded(new GetDefaultQuotaResp(new QuotaDefaultLimits(100_000, 10 * GIB, 110_000, 11 * GIB)));
        assertRecorded(new SetDefaultQuota(1, 11 * GIB, 110_000, 2));
        assertRecorded(new SetDefaultQuotaResp(1));
    }

    @Test
    void queries() {
        assertRecorded(new GetQuotaInfo(new GetQuotaInfo.Single(1000), 1, GetQuotaInfo.EACH_TARGET, 0, 1));
        assertRecorded(new GetQuotaInfo(new GetQuotaInfo.Range(0, 2000), 1, GetQuotaInfo.EACH_TARGET, 1, 0));
        assertRecorded(new GetQuotaInfo(new GetQuotaInfo.Ids(List.of(1000, 1001)), 2, GetQuotaInfo.EACH_TARGET, 0, 1));
        assertRecorded(new GetQuotaInfoResp(1, List.of()));
        assertRecorded(new GetQuotaInfoResp(
                0, List.of(new QuotaData(2 * GIB, 2000, 1000, 2, true), new QuotaData(2 * GIB, 2000, 1001, 2, true))));
    }

    @Test
    void queriesInOrder() throws WireFormatException {
        PayloadExample.check(
                new GetQuotaInfo(new GetQuotaInfo.All(), 2, GetQuotaInfo.ONE_TARGET, 5, 6),
                "04000000 02000000 02000000 0500 0600");
        PayloadExample.check(
                new GetQuotaInfo(new GetQuotaInfo.None(), 2, GetQuotaInfo.ALL_TARGETS, 5, 6),
                "00000000 02000000 00000000 0500 0600");
        PayloadExample.check(
                new GetQuotaInfo(new GetQuotaInfo.Range(7, -1), 1, GetQuotaInfo.ONE_TARGET, 5, 6),
                "02000000 01000000 07000000 FFFFFFFF 02000000 0500 0600");
        PayloadExample.check(
                new GetQuotaInfo(new GetQuotaInfo.Ids(List.of(7)), 1, GetQuotaInfo.ONE_TARGET, 5, 6),
                "03000000 01000000 0C000000 01000000 07000000 02000000 0500 0600");
    }

    @Test
    void unknownQueryTypeIsRefused() {
        byte[] payload = new byte[32];
        payload[0] = 5;
        assertThrows(
                WireFormatException.class,
                () -> PayloadExample.decode(MessageType.GET_QUOTA_INFO, 0, Unpooled.wrappedBuffer(payload)));
    }

    @Test
    void exceeded() {
        assertRecorded(new SetExceededQuota(1, 1, 1, List.of()));
        assertRecorded(new ResultResp(MessageType.SET_EXCEEDED_QUOTA_RESP, 0));
        assertRecorded(new RequestExceededQuota(2, 1, 0, 1));
        assertRecorded(new RequestExceededQuotaResp(0, 1, 1, List.of(), 29));
    }

    /** The recordings have empty lists only. */
    @Test
    void exceededInOrder() throws WireFormatException {
        PayloadExample.check(
                new SetExceededQuota(3, 1, 2, List.of(1000, -2)),
                "0300 01000000 02000000 10000000 02000000 E8030000 FEFFFFFF");
        PayloadExample.check(new RequestExceededQuota(1, 2, 3, 4), "01000000 02000000 0300 0400");
        PayloadExample.check(
                new RequestExceededQuotaResp(0, 1, 2, List.of(1000), 7),
                "0000 01000000 02000000 0C000000 01000000 E8030000 07000000");
    }
}
