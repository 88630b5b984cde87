package org.apiaryfs.meta.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apiaryfs.protocol.model.FileEvent;

/**
 * One event as listeners get it (spec meta §4.11, admin §9). Immutable.
 *
 * @param event what the client said
 * @param entryId what it is about; "" if unknown
 * @param parentId directory of that
 * @param targetParentId of renames the new directory; "" else
 */
public record LoggedEvent(FileEvent event, String entryId, String parentId, String targetParentId) {
    private static final short MAJOR = 1;
    private static final short MINOR = 0;
    private static final int HEADER_BYTES = 2 + 2 + 4 + 8 + 8 + 4;

    /**
     * The packet.
     *
     * @param dropped events lost before this one, since the start
     * @param missed events that may have been missed, since the start
     */
    byte[] packet(long dropped, long missed) {
        String target = event.target().orElse("");
        int size = HEADER_BYTES + bytes(entryId) + bytes(parentId) + bytes(event.path()) + bytes(target) + bytes(targetParentId);
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort(MAJOR).putShort(MINOR).putInt(size).putLong(dropped).putLong(missed).putInt(event.type());
        put(out, entryId);
        put(out, parentId);
        put(out, event.path());
        put(out, target);
        put(out, targetParentId);
        return out.array();
    }

    private static int bytes(String text) {
        return 4 + text.length() + 1;
    }

    private static void put(ByteBuffer out, String text) {
        out.putInt(text.length()).put(text.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
    }
}
