package org.apiaryfs.protocol;

import java.util.EnumMap;
import java.util.Map;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.control.AuthenticateChannel;
import org.apiaryfs.protocol.control.Dummy;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.control.PeerInfo;
import org.apiaryfs.protocol.control.SetChannelDirect;
import org.apiaryfs.protocol.storage.CloseChunkFile;
import org.apiaryfs.protocol.storage.CloseChunkFileResp;
import org.apiaryfs.protocol.storage.FSyncLocalFile;
import org.apiaryfs.protocol.storage.FSyncLocalFileResp;
import org.apiaryfs.protocol.storage.GetChunkFileAttribs;
import org.apiaryfs.protocol.storage.GetChunkFileAttribsResp;
import org.apiaryfs.protocol.storage.ReadLocalFileRDMA;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.SetLocalAttr;
import org.apiaryfs.protocol.storage.SetLocalAttrResp;
import org.apiaryfs.protocol.storage.TruncLocalFile;
import org.apiaryfs.protocol.storage.TruncLocalFileResp;
import org.apiaryfs.protocol.storage.UnlinkLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileRDMA;
import org.apiaryfs.protocol.storage.WriteLocalFileRDMAResp;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/**
 * The one table of messages: number, feature flags that the type knows, and its decoder. Immutable
 * after class initialisation, thread-safe.
 */
public final class MessageTable {
    private static final Map<MessageType, Row> ROWS = new EnumMap<>(MessageType.class);

    private MessageTable() {}

    /** Decodes a payload. */
    @FunctionalInterface
    public interface Reader {
        /** @throws WireFormatException if the payload is damaged */
        Message read(WireReader in, MessageHeader header) throws WireFormatException;
    }

    /**
     * One message type.
     *
     * @param type the number
     * @param knownFlags feature flag bits that may be set; any other makes the message invalid
     * @param reader decoder
     */
    public record Row(MessageType type, int knownFlags, Reader reader) {}

    private static void row(MessageType type, int knownFlags, Reader reader) {
        if (ROWS.put(type, new Row(type, knownFlags, reader)) != null) {
            throw new IllegalStateException("two decoders for " + type);
        }
    }

    private static void row(MessageType type, Reader reader) {
        row(type, 0, reader);
    }

    static {
        control();
        nodes();
        meta();
        storage();
        fsck();
    }

    private static void control() {
        row(MessageType.SET_CHANNEL_DIRECT, SetChannelDirect::read);
        row(MessageType.ACK, Ack::read);
        row(MessageType.DUMMY, Dummy::read);
        row(MessageType.AUTHENTICATE_CHANNEL, AuthenticateChannel::read);
        row(MessageType.GENERIC_RESPONSE, GenericResponse::read);
        row(MessageType.PEER_INFO, PeerInfo::read);
    }

    private static void nodes() {}

    private static void meta() {}

    private static void storage() {
        row(MessageType.UNLINK_LOCAL_FILE, UnlinkLocalFile.FLAGS, UnlinkLocalFile::read);
        row(MessageType.UNLINK_LOCAL_FILE_RESP, ResultResp.reader(MessageType.UNLINK_LOCAL_FILE_RESP));
        row(MessageType.GET_CHUNK_FILE_ATTRIBS, GetChunkFileAttribs.FLAGS, GetChunkFileAttribs::read);
        row(MessageType.GET_CHUNK_FILE_ATTRIBS_RESP, GetChunkFileAttribsResp::read);
        row(MessageType.TRUNC_LOCAL_FILE, TruncLocalFile.FLAGS, TruncLocalFile::read);
        row(MessageType.TRUNC_LOCAL_FILE_RESP, TruncLocalFileResp::read);
        row(MessageType.SET_LOCAL_ATTR, SetLocalAttr.FLAGS, SetLocalAttr::read);
        row(MessageType.SET_LOCAL_ATTR_RESP, SetLocalAttrResp.HAS_ATTRS, SetLocalAttrResp::read);
        row(MessageType.CLOSE_CHUNK_FILE, CloseChunkFile.FLAGS, CloseChunkFile::read);
        row(MessageType.CLOSE_CHUNK_FILE_RESP, CloseChunkFileResp::read);
        row(MessageType.WRITE_LOCAL_FILE, WriteLocalFile.FLAGS, WriteLocalFile::read);
        row(MessageType.WRITE_LOCAL_FILE_RESP, WriteLocalFileResp::read);
        row(MessageType.FSYNC_LOCAL_FILE, FSyncLocalFile.FLAGS, FSyncLocalFile::read);
        row(MessageType.FSYNC_LOCAL_FILE_RESP, FSyncLocalFileResp::read);
        row(MessageType.READ_LOCAL_FILE_V2, ReadLocalFileV2.FLAGS, ReadLocalFileV2::read);
        row(MessageType.WRITE_LOCAL_FILE_RDMA, WriteLocalFile.FLAGS, WriteLocalFileRDMA::read);
        row(MessageType.WRITE_LOCAL_FILE_RDMA_RESP, WriteLocalFileRDMAResp::read);
        row(MessageType.READ_LOCAL_FILE_RDMA, ReadLocalFileV2.FLAGS, ReadLocalFileRDMA::read);
    }

    private static void fsck() {}

    /** True if the table can decode this type. */
    public static boolean knows(MessageType type) {
        return ROWS.containsKey(type);
    }

    /**
     * The row that decodes a message.
     *
     * @throws WireFormatException if the type is unknown or the header has flags that it doesn't
     *     know (spec framing §1.1)
     */
    public static Row row(MessageHeader header) throws WireFormatException {
        Row row = MessageType.of(header.typeNumber()).map(ROWS::get).orElseThrow(
                () -> new WireFormatException("unknown message type " + header.typeNumber()));
        if ((header.featureFlags() & ~row.knownFlags()) != 0) {
            throw new WireFormatException(
                    row.type() + " with unknown feature flags 0x" + Integer.toHexString(header.featureFlags() & ~row.knownFlags()));
        }
        if ((header.flags() & ~row.type().allowedHeaderFlags()) != 0) {
            throw new WireFormatException(row.type() + " with header flags 0x" + Integer.toHexString(header.flags()));
        }
        return row;
    }
}
