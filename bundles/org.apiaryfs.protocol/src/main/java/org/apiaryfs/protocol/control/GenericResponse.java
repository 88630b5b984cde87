package org.apiaryfs.protocol.control;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Stands for any response when the request could not be served (spec framing §9.2). A new sequence base is in the
 * header. Immutable.
 *
 * @param code {@link #TRY_AGAIN}, {@link #INDIRECT_COMM_ERROR}, {@link #NEW_SEQ_NO_BASE};
 *     any other counts as an internal error
 * @param text reason, for the log
 */
public record GenericResponse(int code, String text) implements Message {
    /** The server can't serve now; try again later, without limit. */
    public static final int TRY_AGAIN = 0;
    /** The server failed to reach a third node; counts as a communication error. */
    public static final int INDIRECT_COMM_ERROR = 1;
    /** A sequence number was asked for; the base is in the header's sequence field. */
    public static final int NEW_SEQ_NO_BASE = 2;

    public static GenericResponse read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GenericResponse(in.i32(), in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.GENERIC_RESPONSE;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(code);
        out.str(text);
    }
}
