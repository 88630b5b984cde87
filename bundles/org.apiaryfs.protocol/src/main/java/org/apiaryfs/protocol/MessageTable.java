package org.apiaryfs.protocol;

import java.util.EnumMap;
import java.util.Map;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.control.AuthenticateChannel;
import org.apiaryfs.protocol.control.Dummy;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.control.PeerInfo;
import org.apiaryfs.protocol.control.SetChannelDirect;
import org.apiaryfs.protocol.meta.FindLinkOwner;
import org.apiaryfs.protocol.meta.FindLinkOwnerResp;
import org.apiaryfs.protocol.meta.FindOwner;
import org.apiaryfs.protocol.meta.FindOwnerResp;
import org.apiaryfs.protocol.meta.GetEntryInfo;
import org.apiaryfs.protocol.meta.GetEntryInfoResp;
import org.apiaryfs.protocol.meta.GetXAttr;
import org.apiaryfs.protocol.meta.GetXAttrResp;
import org.apiaryfs.protocol.meta.Hardlink;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.meta.ListXAttr;
import org.apiaryfs.protocol.meta.ListXAttrResp;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkDir;
import org.apiaryfs.protocol.meta.MkDirResp;
import org.apiaryfs.protocol.meta.MkFile;
import org.apiaryfs.protocol.meta.MkFileResp;
import org.apiaryfs.protocol.meta.RefreshEntryInfo;
import org.apiaryfs.protocol.meta.RemoveXAttr;
import org.apiaryfs.protocol.meta.Rename;
import org.apiaryfs.protocol.meta.RmDir;
import org.apiaryfs.protocol.meta.SetAttr;
import org.apiaryfs.protocol.meta.SetDirPattern;
import org.apiaryfs.protocol.meta.SetXAttr;
import org.apiaryfs.protocol.meta.Stat;
import org.apiaryfs.protocol.meta.StatResp;
import org.apiaryfs.protocol.meta.TruncFile;
import org.apiaryfs.protocol.meta.UnlinkFile;
import org.apiaryfs.protocol.session.CloseFile;
import org.apiaryfs.protocol.session.FLockAppend;
import org.apiaryfs.protocol.session.FLockEntry;
import org.apiaryfs.protocol.session.FLockRange;
import org.apiaryfs.protocol.session.OpenFile;
import org.apiaryfs.protocol.session.OpenFileResp;
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

    private static void result(MessageType type) {
        row(type, ResultResp.reader(type));
    }

    static {
        control();
        nodes();
        meta();
        session();
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

    private static void meta() {
        row(MessageType.MK_DIR, MkDir.HAS_EVENT | MkDir.NO_MIRROR, MkDir::read);
        row(MessageType.MK_DIR_RESP, MkDirResp::read);
        row(MessageType.RM_DIR, RmDir.HAS_EVENT, RmDir::read);
        result(MessageType.RM_DIR_RESP);
        row(MessageType.MK_FILE,
                MkFile.HAS_STRIPE_HINTS | MkFile.HAS_STORAGE_POOL_ID | MkFile.HAS_EVENT,
                MkFile::read);
        row(MessageType.MK_FILE_RESP, MkFileResp::read);
        row(MessageType.UNLINK_FILE, UnlinkFile.HAS_EVENT, UnlinkFile::read);
        result(MessageType.UNLINK_FILE_RESP);
        row(MessageType.STAT, Stat.GET_PARENT_INFO, Stat::read);
        row(MessageType.STAT_RESP, StatResp.HAS_PARENT_INFO, StatResp::read);
        row(MessageType.TRUNC_FILE, TruncFile.HAS_EVENT | TruncFile.USE_QUOTA, TruncFile::read);
        result(MessageType.TRUNC_FILE_RESP);
        row(MessageType.RENAME, Rename.HAS_EVENT, Rename::read);
        result(MessageType.RENAME_RESP);
        row(MessageType.SET_ATTR,
                SetAttr.HAS_EVENT | SetAttr.USE_QUOTA | SetAttr.INCR_NLINK | SetAttr.DECR_NLINK,
                SetAttr::read);
        result(MessageType.SET_ATTR_RESP);
        row(MessageType.LIST_DIR_FROM_OFFSET, ListDirFromOffset::read);
        row(MessageType.LIST_DIR_FROM_OFFSET_RESP, ListDirFromOffsetResp::read);
        row(MessageType.FIND_OWNER, FindOwner::read);
        row(MessageType.FIND_OWNER_RESP, FindOwnerResp::read);
        row(MessageType.GET_ENTRY_INFO, GetEntryInfo::read);
        row(MessageType.GET_ENTRY_INFO_RESP, GetEntryInfoResp::read);
        row(MessageType.SET_DIR_PATTERN, SetDirPattern.HAS_UID, SetDirPattern::read);
        result(MessageType.SET_DIR_PATTERN_RESP);
        row(MessageType.REFRESH_ENTRY_INFO, RefreshEntryInfo::read);
        result(MessageType.REFRESH_ENTRY_INFO_RESP);
        row(MessageType.LOOKUP_INTENT, LookupIntent.USE_QUOTA | LookupIntent.HAS_EVENT, LookupIntent::read);
        row(MessageType.LOOKUP_INTENT_RESP, LookupIntentResp::read);
        row(MessageType.FIND_LINK_OWNER, FindLinkOwner::read);
        row(MessageType.FIND_LINK_OWNER_RESP, FindLinkOwnerResp::read);
        row(MessageType.HARDLINK, Hardlink.HAS_EVENT, Hardlink::read);
        result(MessageType.HARDLINK_RESP);
        row(MessageType.LIST_XATTR, ListXAttr::read);
        row(MessageType.LIST_XATTR_RESP, ListXAttrResp::read);
        row(MessageType.GET_XATTR, GetXAttr::read);
        row(MessageType.GET_XATTR_RESP, GetXAttrResp::read);
        row(MessageType.REMOVE_XATTR, RemoveXAttr::read);
        result(MessageType.REMOVE_XATTR_RESP);
        row(MessageType.SET_XATTR, SetXAttr::read);
        result(MessageType.SET_XATTR_RESP);
    }

    private static void session() {
        row(MessageType.OPEN_FILE, OpenFile.HAS_EVENT | OpenFile.USE_QUOTA, OpenFile::read);
        row(MessageType.OPEN_FILE_RESP, OpenFileResp::read);
        row(MessageType.CLOSE_FILE,
                CloseFile.DYN_ATTRIBS
                        | CloseFile.HAS_EVENT
                        | CloseFile.EARLY_RESPONSE
                        | CloseFile.CANCEL_APPEND_LOCKS,
                CloseFile::read);
        result(MessageType.CLOSE_FILE_RESP);
        row(MessageType.FLOCK_ENTRY, FLockEntry::read);
        result(MessageType.FLOCK_ENTRY_RESP);
        row(MessageType.FLOCK_RANGE, FLockRange::read);
        result(MessageType.FLOCK_RANGE_RESP);
        row(MessageType.FLOCK_APPEND, FLockAppend::read);
        result(MessageType.FLOCK_APPEND_RESP);
    }

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
