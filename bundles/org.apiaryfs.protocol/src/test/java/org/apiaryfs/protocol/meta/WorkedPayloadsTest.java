package org.apiaryfs.protocol.meta;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.Recorded;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.session.CloseFile;
import org.junit.jupiter.api.Test;

/** The worked payloads of the specification (meta §18). */
class WorkedPayloadsTest {
    private static final long TIME = 0x65000000;
    private static final EntryInfo FOO = Recorded.file("root", "1A-65000000-1", "foo", 1);

    @Test
    void lookupIntent() throws Exception {
        PayloadExample.check(LookupIntent.lookup(EntryInfo.root(1), "foo"), """
                10 00 00 00
                01 00 00 00 00 00 00 00
                00 00 00 00 00 00 00 00
                04 00 00 00 72 6f 6f 74 00 00 00 00
                00 00 00 00 00 00 00 00
                01 00 00 00 00 00
                03 00 00 00 66 6f 6f 00""");
    }

    @Test
    void lookupIntentResp() throws Exception {
        StatData stat = new StatData(0, 0100644, 2, TIME, TIME, TIME, TIME, 1000, 1, 0, 1000, 1000);
        LookupIntentResp response = new LookupIntentResp(0, Optional.of(new LookupIntentResp.Stat(0, stat)),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(FOO));
        PayloadExample.check(response, """
                08 00 00 00 00 00 00 00
                00 00 00 00
                00 00 00 00 a4 81 00 00 02 00 00 00 00 00 00 00
                00 00 00 65 00 00 00 00 00 00 00 65 00 00 00 00 00 00 00 65 00 00 00 00 00 00 00 65 00 00 00 00
                e8 03 00 00 00 00 00 00 01 00 00 00 00 00 00 00 e8 03 00 00 e8 03 00 00
                02 00 00 00 01 00 00 00
                04 00 00 00 72 6f 6f 74 00 00 00 00
                0d 00 00 00 31 41 2d 36 35 30 30 30 30 30 30 2d 31 00 00 00
                03 00 00 00 66 6f 6f 00
                01 00 00 00 00 00""");
    }

    @Test
    void listDirFromOffsetResp() throws Exception {
        PayloadExample.check(
                new ListDirFromOffsetResp(20, 0, List.of(
                        new ListDirFromOffsetResp.Entry(10, 1, ListDirFromOffsetResp.DOT_ID, "."),
                        new ListDirFromOffsetResp.Entry(20, 2, "1A-65000000-1", "foo"))),
                """
                14 00 00 00 00 00 00 00
                18 00 00 00 02 00 00 00 0a 00 00 00 00 00 00 00 14 00 00 00 00 00 00 00
                00 00 00 00
                0a 00 00 00 02 00 00 00 01 02
                1a 00 00 00 02 00 00 00 3c 2e 3e 00 31 41 2d 36 35 30 30 30 30 30 30 2d 31 00
                0e 00 00 00 02 00 00 00 2e 00 66 6f 6f 00""");
    }

    @Test
    void closeFile() throws Exception {
        PayloadExample.check(new CloseFile(5, "3#1A-65000000-1", FOO, 0), """
                05 00 00 00
                0f 00 00 00 33 23 31 41 2d 36 35 30 30 30 30 30 30 2d 31 00
                02 00 00 00 01 00 00 00 04 00 00 00 72 6f 6f 74 00 00 00 00 0d 00 00 00 31 41 2d 36 35 30 30 30 30 30 30
                2d 31 00 00 00 03 00 00 00 66 6f 6f 00 01 00 00 00 00 00
                00 00 00 00""");
    }

    @Test
    void getXAttrResp() throws Exception {
        PayloadExample.check(GetXAttrResp.of(new byte[] {'a', 'b'}), """
                02 00 00 00 61 62
                02 00 00 00 00 00 00 00""");
    }
}
