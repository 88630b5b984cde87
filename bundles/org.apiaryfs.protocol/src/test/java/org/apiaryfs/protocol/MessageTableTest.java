package org.apiaryfs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageTableTest {
    /** Numbers that 7.4 defines but none of its programs sends or answers, so that their content is unknown. */
    private static final Set<MessageType> UNUSED = EnumSet.of(
            MessageType.MIRROR_METADATA, MessageType.MIRROR_METADATA_RESP,
            MessageType.START_STORAGE_TARGET_RESYNC, MessageType.START_STORAGE_TARGET_RESYNC_RESP,
            MessageType.OPEN_LOCAL_FILE, MessageType.OPEN_LOCAL_FILE_RESP,
            MessageType.REFRESH_SESSION, MessageType.REFRESH_SESSION_RESP,
            MessageType.READ_LOCAL_FILE_RDMA_RESP,
            MessageType.GET_NODES_FROM_ROOT_META_NODE, MessageType.SEND_NODES_LIST,
            MessageType.RETRIEVE_CHUNKS, MessageType.RETRIEVE_CHUNKS_RESP);

    @Test
    void everyMessageInUseHasADecoder() {
        Set<MessageType> missing = EnumSet.noneOf(MessageType.class);
        Arrays.stream(MessageType.values()).filter(type -> !MessageTable.knows(type)).forEach(missing::add);
        assertEquals(UNUSED, missing);
    }

    @Test
    void numbersAreUnique() {
        for (MessageType type : MessageType.values()) {
            assertEquals(type, MessageType.of(type.number()).orElseThrow());
        }
    }
}
