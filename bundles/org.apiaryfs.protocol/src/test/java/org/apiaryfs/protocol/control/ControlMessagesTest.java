package org.apiaryfs.protocol.control;

import static org.apiaryfs.protocol.Vectors.assertRecorded;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class ControlMessagesTest {
    @Test
    void recorded() {
        assertRecorded(new SetChannelDirect(0));
        assertRecorded(new Ack("6B036C3D-0-dgramLis-vm"));
        assertRecorded(new Dummy());
        assertRecorded(new AuthenticateChannel(new AuthHash(-1_358_737_780_968_922_943L)));
        assertRecorded(new PeerInfo(3, 0));
    }

    @Test
    void peerInfo() throws WireFormatException {
        PayloadExample.check(new PeerInfo(3, 0xFFFF_FFFE), "03000000 FEFFFFFF");
    }

    @Test
    void genericResponse() throws WireFormatException {
        PayloadExample.check(new GenericResponse(GenericResponse.INDIRECT_COMM_ERROR, "no"), "01000000 02000000 6E6F 00");
    }

    @Test
    void secretStaysOutOfLogs() {
        assertFalse(new AuthenticateChannel(new AuthHash(4711)).toString().contains("4711"));
    }
}
