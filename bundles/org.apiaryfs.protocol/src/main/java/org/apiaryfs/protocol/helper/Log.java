package org.apiaryfs.protocol.helper;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A log line of the kernel client. Immutable.
 *
 * @param level 0 = error, higher is less important
 * @param threadId kernel thread
 * @param threadName its name
 * @param context where in the program
 * @param text the message
 */
public record Log(int level, int threadId, String threadName, String context, String text) implements Message {
    public static Log read(WireReader in, MessageHeader header) throws WireFormatException {
        return new Log(in.i32(), in.i32(), in.str(), in.str(), in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.LOG;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(level);
        out.i32(threadId);
        out.str(threadName);
        out.str(context);
        out.str(text);
    }
}
