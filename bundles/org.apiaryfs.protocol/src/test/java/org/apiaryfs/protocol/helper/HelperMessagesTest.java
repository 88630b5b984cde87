package org.apiaryfs.protocol.helper;

import static org.apiaryfs.protocol.Vectors.assertRecorded;

import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.junit.jupiter.api.Test;

class HelperMessagesTest {
    @Test
    void recorded() {
        assertRecorded(new Log(3, 486, "beegfs_XNodeSyn", "1E0-6B036DBB-bgclient-vm0: Init", "Init complete."));
        assertRecorded(new ResultResp(MessageType.LOG_RESP, 0));
        assertRecorded(new GetHostByName("10.77.0.1"));
        assertRecorded(new GetHostByNameResp("10.77.0.1"));
    }
}
