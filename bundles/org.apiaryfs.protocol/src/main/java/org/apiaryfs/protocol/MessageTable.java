package org.apiaryfs.protocol;

import java.util.EnumMap;
import java.util.Map;
import org.apiaryfs.protocol.control.*;
import org.apiaryfs.protocol.fsck.*;
import org.apiaryfs.protocol.helper.*;
import org.apiaryfs.protocol.meta.*;
import org.apiaryfs.protocol.monitor.*;
import org.apiaryfs.protocol.node.*;
import org.apiaryfs.protocol.session.*;
import org.apiaryfs.protocol.storage.*;
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

    private static void nodes() {
        row(MessageType.REMOVE_NODE, RemoveNode::read);
        result(MessageType.REMOVE_NODE_RESP);
        row(MessageType.GET_NODES, GetNodes::read);
        row(MessageType.GET_NODES_RESP, GetNodesResp::read);
        row(MessageType.HEARTBEAT_REQUEST, HeartbeatRequest::read);
        row(MessageType.HEARTBEAT, Heartbeat::read);
        row(MessageType.GET_NODE_CAPACITY_POOLS, GetNodeCapacityPools::read);
        row(MessageType.GET_NODE_CAPACITY_POOLS_RESP, GetNodeCapacityPoolsResp::read);
        row(MessageType.MAP_TARGETS, MapTargets::read);
        row(MessageType.MAP_TARGETS_RESP, MapTargetsResp::read);
        row(MessageType.GET_TARGET_MAPPINGS, GetTargetMappings::read);
        row(MessageType.GET_TARGET_MAPPINGS_RESP, GetTargetMappingsResp::read);
        row(MessageType.UNMAP_TARGET, UnmapTarget::read);
        result(MessageType.UNMAP_TARGET_RESP);
        row(MessageType.GENERIC_DEBUG, GenericDebug::read);
        row(MessageType.GENERIC_DEBUG_RESP, GenericDebugResp::read);
        row(MessageType.GET_CLIENT_STATS, GetClientStats.FLAGS, GetClientStats::read);
        row(MessageType.GET_CLIENT_STATS_RESP, GetClientStatsResp::read);
        row(MessageType.REFRESH_CAPACITY_POOLS, RefreshCapacityPools::read);
        row(MessageType.STORAGE_BENCH_CONTROL, StorageBenchControl::read);
        row(MessageType.STORAGE_BENCH_CONTROL_RESP, StorageBenchControlResp::read);
        row(MessageType.REGISTER_NODE, RegisterNode::read);
        row(MessageType.REGISTER_NODE_RESP, RegisterNodeResp::read);
        row(MessageType.REGISTER_TARGET, RegisterTarget::read);
        row(MessageType.REGISTER_TARGET_RESP, RegisterTargetResp::read);
        row(MessageType.SET_MIRROR_BUDDY_GROUP, SetMirrorBuddyGroup::read);
        row(MessageType.SET_MIRROR_BUDDY_GROUP_RESP, SetMirrorBuddyGroupResp::read);
        row(MessageType.GET_MIRROR_BUDDY_GROUPS, GetMirrorBuddyGroups::read);
        row(MessageType.GET_MIRROR_BUDDY_GROUPS_RESP, GetMirrorBuddyGroupsResp::read);
        row(MessageType.GET_TARGET_STATES, GetTargetStates::read);
        row(MessageType.GET_TARGET_STATES_RESP, GetTargetStatesResp::read);
        row(MessageType.REFRESH_TARGET_STATES, RefreshTargetStates::read);
        row(MessageType.GET_STATES_AND_BUDDY_GROUPS, GetStatesAndBuddyGroups::read);
        row(MessageType.GET_STATES_AND_BUDDY_GROUPS_RESP, GetStatesAndBuddyGroupsResp::read);
        row(MessageType.SET_TARGET_CONSISTENCY_STATES, SetTargetConsistencyStates::read);
        result(MessageType.SET_TARGET_CONSISTENCY_STATES_RESP);
        row(MessageType.CHANGE_TARGET_CONSISTENCY_STATES, ChangeTargetConsistencyStates::read);
        result(MessageType.CHANGE_TARGET_CONSISTENCY_STATES_RESP);
        row(MessageType.PUBLISH_CAPACITIES, PublishCapacities::read);
        row(MessageType.REMOVE_BUDDY_GROUP, RemoveBuddyGroup::read);
        result(MessageType.REMOVE_BUDDY_GROUP_RESP);
        row(MessageType.GET_TARGET_CONSISTENCY_STATES, GetTargetConsistencyStates::read);
        row(MessageType.GET_TARGET_CONSISTENCY_STATES_RESP, GetTargetConsistencyStatesResp::read);
        row(MessageType.ADD_STORAGE_POOL, AddStoragePool::read);
        row(MessageType.ADD_STORAGE_POOL_RESP, AddStoragePoolResp::read);
        row(MessageType.GET_STORAGE_POOLS, GetStoragePools::read);
        row(MessageType.GET_STORAGE_POOLS_RESP, GetStoragePoolsResp::read);
        row(MessageType.MODIFY_STORAGE_POOL, ModifyStoragePool.FLAGS, ModifyStoragePool::read);
        result(MessageType.MODIFY_STORAGE_POOL_RESP);
        row(MessageType.REFRESH_STORAGE_POOLS, RefreshStoragePools::read);
        row(MessageType.REMOVE_STORAGE_POOL, RemoveStoragePool::read);
        result(MessageType.REMOVE_STORAGE_POOL_RESP);
        row(MessageType.STAT_STORAGE_PATH, StatStoragePath::read);
        row(MessageType.STAT_STORAGE_PATH_RESP, StatStoragePathResp::read);
        row(MessageType.GET_HIGH_RES_STATS, GetHighResStats::read);
        row(MessageType.GET_HIGH_RES_STATS_RESP, GetHighResStatsResp::read);
        row(MessageType.SET_METADATA_MIRRORING, SetMetadataMirroring::read);
        result(MessageType.SET_METADATA_MIRRORING_RESP);
        row(MessageType.SET_QUOTA, SetQuota::read);
        row(MessageType.SET_QUOTA_RESP, SetQuotaResp::read);
        row(MessageType.SET_EXCEEDED_QUOTA, SetExceededQuota::read);
        result(MessageType.SET_EXCEEDED_QUOTA_RESP);
        row(MessageType.REQUEST_EXCEEDED_QUOTA, RequestExceededQuota::read);
        row(MessageType.REQUEST_EXCEEDED_QUOTA_RESP, RequestExceededQuotaResp::read);
        row(MessageType.GET_QUOTA_INFO, GetQuotaInfo::read);
        row(MessageType.GET_QUOTA_INFO_RESP, GetQuotaInfoResp::read);
        row(MessageType.SET_STORAGE_TARGET_INFO, SetStorageTargetInfo::read);
        result(MessageType.SET_STORAGE_TARGET_INFO_RESP);
        row(MessageType.GET_DEFAULT_QUOTA, GetDefaultQuota::read);
        row(MessageType.GET_DEFAULT_QUOTA_RESP, GetDefaultQuotaResp::read);
        row(MessageType.SET_DEFAULT_QUOTA, SetDefaultQuota::read);
        row(MessageType.SET_DEFAULT_QUOTA_RESP, SetDefaultQuotaResp::read);
        row(MessageType.LOG, Log::read);
        result(MessageType.LOG_RESP);
        row(MessageType.GET_HOST_BY_NAME, GetHostByName::read);
        row(MessageType.GET_HOST_BY_NAME_RESP, GetHostByNameResp::read);
        row(MessageType.REQUEST_META_DATA, RequestMetaData::read);
        row(MessageType.REQUEST_STORAGE_DATA, RequestStorageData::read);
        row(MessageType.REQUEST_META_DATA_RESP, RequestMetaDataResp::read);
        row(MessageType.REQUEST_STORAGE_DATA_RESP, RequestStorageDataResp::read);
    }

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
        row(MessageType.MK_LOCAL_DIR, MkLocalDir::read);
        result(MessageType.MK_LOCAL_DIR_RESP);
        row(MessageType.RM_LOCAL_DIR, RmLocalDir::read);
        result(MessageType.RM_LOCAL_DIR_RESP);
        row(MessageType.MOVING_FILE_INSERT, MovingFileInsert.HAS_XATTRS, MovingFileInsert::read);
        row(MessageType.MOVING_FILE_INSERT_RESP, MovingFileInsertResp::read);
        row(MessageType.MOVING_DIR_INSERT, MovingDirInsert::read);
        result(MessageType.MOVING_DIR_INSERT_RESP);
        row(MessageType.GET_ENTRY_INFO, GetEntryInfo::read);
        row(MessageType.GET_ENTRY_INFO_RESP, GetEntryInfoResp::read);
        row(MessageType.SET_DIR_PATTERN, SetDirPattern.HAS_UID, SetDirPattern::read);
        result(MessageType.SET_DIR_PATTERN_RESP);
        row(MessageType.MK_FILE_WITH_PATTERN, MkFileWithPattern::read);
        row(MessageType.MK_FILE_WITH_PATTERN_RESP, MkFileWithPatternResp::read);
        row(MessageType.REFRESH_ENTRY_INFO, RefreshEntryInfo::read);
        result(MessageType.REFRESH_ENTRY_INFO_RESP);
        row(MessageType.RM_DIR_ENTRY, RmDirEntry::read);
        result(MessageType.RM_DIR_ENTRY_RESP);
        row(MessageType.LOOKUP_INTENT, LookupIntent.USE_QUOTA | LookupIntent.HAS_EVENT, LookupIntent::read);
        row(MessageType.LOOKUP_INTENT_RESP, LookupIntentResp::read);
        row(MessageType.FIND_LINK_OWNER, FindLinkOwner::read);
        row(MessageType.FIND_LINK_OWNER_RESP, FindLinkOwnerResp::read);
        row(MessageType.HARDLINK, Hardlink.HAS_EVENT, Hardlink::read);
        result(MessageType.HARDLINK_RESP);
        row(MessageType.UPDATE_DIR_PARENT, UpdateDirParent::read);
        result(MessageType.UPDATE_DIR_PARENT_RESP);
        row(MessageType.LIST_XATTR, ListXAttr::read);
        row(MessageType.LIST_XATTR_RESP, ListXAttrResp::read);
        row(MessageType.GET_XATTR, GetXAttr::read);
        row(MessageType.GET_XATTR_RESP, GetXAttrResp::read);
        row(MessageType.REMOVE_XATTR, RemoveXAttr::read);
        result(MessageType.REMOVE_XATTR_RESP);
        row(MessageType.SET_XATTR, SetXAttr::read);
        result(MessageType.SET_XATTR_RESP);
        row(MessageType.MOVE_FILE_INODE, MoveFileInode::read);
        result(MessageType.MOVE_FILE_INODE_RESP);
        row(MessageType.UNLINK_LOCAL_FILE_INODE, UnlinkLocalFileInode::read);
        result(MessageType.UNLINK_LOCAL_FILE_INODE_RESP);
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
        row(MessageType.LOCK_GRANTED, LockGranted::read);
        row(MessageType.FLOCK_ENTRY, FLockEntry::read);
        result(MessageType.FLOCK_ENTRY_RESP);
        row(MessageType.FLOCK_RANGE, FLockRange::read);
        result(MessageType.FLOCK_RANGE_RESP);
        row(MessageType.FLOCK_APPEND, FLockAppend::read);
        result(MessageType.FLOCK_APPEND_RESP);
        row(MessageType.ACK_NOTIFY, AckNotify::read);
        result(MessageType.ACK_NOTIFY_RESP);
        row(MessageType.BUMP_FILE_VERSION,
                BumpFileVersion.HAS_EVENT | BumpFileVersion.PERSISTENT,
                BumpFileVersion::read);
        result(MessageType.BUMP_FILE_VERSION_RESP);
        row(MessageType.GET_FILE_VERSION, GetFileVersion::read);
        row(MessageType.GET_FILE_VERSION_RESP, GetFileVersionResp::read);
    }

    private static void storage() {
        row(MessageType.UNLINK_LOCAL_FILE, UnlinkLocalFile.FLAGS, UnlinkLocalFile::read);
        result(MessageType.UNLINK_LOCAL_FILE_RESP);
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
        row(MessageType.RESYNC_LOCAL_FILE, ResyncLocalFile.FLAGS, ResyncLocalFile::read);
        result(MessageType.RESYNC_LOCAL_FILE_RESP);
        row(MessageType.STORAGE_RESYNC_STARTED, StorageResyncStarted::read);
        row(MessageType.STORAGE_RESYNC_STARTED_RESP, StorageResyncStartedResp::read);
        row(MessageType.LIST_CHUNK_DIR_INCREMENTAL, ListChunkDirIncremental::read);
        row(MessageType.LIST_CHUNK_DIR_INCREMENTAL_RESP, ListChunkDirIncrementalResp::read);
        row(MessageType.RM_CHUNK_PATHS, RmChunkPaths.BUDDY_MIRROR, RmChunkPaths::read);
        row(MessageType.RM_CHUNK_PATHS_RESP, RmChunkPathsResp::read);
        row(MessageType.GET_STORAGE_RESYNC_STATS, GetStorageResyncStats::read);
        row(MessageType.GET_STORAGE_RESYNC_STATS_RESP, GetStorageResyncStatsResp::read);
        row(MessageType.SET_LAST_BUDDY_COMM_OVERRIDE, SetLastBuddyCommOverride::read);
        result(MessageType.SET_LAST_BUDDY_COMM_OVERRIDE_RESP);
        row(MessageType.RESYNC_SESSION_STORE, ResyncSessionStore::read);
        result(MessageType.RESYNC_SESSION_STORE_RESP);
        row(MessageType.RESYNC_RAW_INODES, ResyncRawInodes::read);
        result(MessageType.RESYNC_RAW_INODES_RESP);
        row(MessageType.GET_META_RESYNC_STATS, GetMetaResyncStats::read);
        row(MessageType.GET_META_RESYNC_STATS_RESP, GetMetaResyncStatsResp::read);
    }

    private static void fsck() {
        row(MessageType.RETRIEVE_DIR_ENTRIES, RetrieveDirEntries::read);
        row(MessageType.RETRIEVE_DIR_ENTRIES_RESP, RetrieveDirEntriesResp::read);
        row(MessageType.RETRIEVE_INODES, RetrieveInodes::read);
        row(MessageType.RETRIEVE_INODES_RESP, RetrieveInodesResp::read);
        row(MessageType.RETRIEVE_FS_IDS, RetrieveFsIDs::read);
        row(MessageType.RETRIEVE_FS_IDS_RESP, RetrieveFsIDsResp::read);
        row(MessageType.DELETE_DIR_ENTRIES, DeleteDirEntries::read);
        row(MessageType.DELETE_DIR_ENTRIES_RESP, DeleteDirEntriesResp::read);
        row(MessageType.CREATE_DEF_DIR_INODES, CreateDefDirInodes::read);
        row(MessageType.CREATE_DEF_DIR_INODES_RESP, CreateDefDirInodesResp::read);
        row(MessageType.FIX_INODE_OWNERS_IN_DENTRY, FixInodeOwnersInDentry::read);
        row(MessageType.FIX_INODE_OWNERS_IN_DENTRY_RESP, FixInodeOwnersInDentryResp::read);
        row(MessageType.FIX_INODE_OWNERS, FixInodeOwners::read);
        row(MessageType.FIX_INODE_OWNERS_RESP, FixInodeOwnersResp::read);
        row(MessageType.LINK_TO_LOST_AND_FOUND, LinkToLostAndFound::read);
        row(MessageType.LINK_TO_LOST_AND_FOUND_RESP, LinkToLostAndFoundResp::read);
        row(MessageType.DELETE_CHUNKS, DeleteChunks::read);
        row(MessageType.DELETE_CHUNKS_RESP, DeleteChunksResp::read);
        row(MessageType.CREATE_EMPTY_CONT_DIRS, CreateEmptyContDirs::read);
        row(MessageType.CREATE_EMPTY_CONT_DIRS_RESP, CreateEmptyContDirsResp::read);
        row(MessageType.UPDATE_FILE_ATTRIBS, UpdateFileAttribs::read);
        row(MessageType.UPDATE_FILE_ATTRIBS_RESP, UpdateFileAttribsResp::read);
        row(MessageType.UPDATE_DIR_ATTRIBS, UpdateDirAttribs::read);
        row(MessageType.UPDATE_DIR_ATTRIBS_RESP, UpdateDirAttribsResp::read);
        row(MessageType.REMOVE_INODES, RemoveInodes::read);
        row(MessageType.REMOVE_INODES_RESP, RemoveInodesResp::read);
        row(MessageType.RECREATE_FS_IDS, RecreateFsIDs::read);
        row(MessageType.RECREATE_FS_IDS_RESP, RecreateFsIDsResp::read);
        row(MessageType.RECREATE_DENTRIES, RecreateDentries::read);
        row(MessageType.RECREATE_DENTRIES_RESP, RecreateDentriesResp::read);
        row(MessageType.FSCK_MODIFICATION_EVENT, FsckModificationEvent::read);
        row(MessageType.FSCK_SET_EVENT_LOGGING, FsckSetEventLogging::read);
        row(MessageType.FSCK_SET_EVENT_LOGGING_RESP, FsckSetEventLoggingResp::read);
        row(MessageType.FETCH_FSCK_CHUNK_LIST, FetchFsckChunkList::read);
        row(MessageType.FETCH_FSCK_CHUNK_LIST_RESP, FetchFsckChunkListResp::read);
        row(MessageType.ADJUST_CHUNK_PERMISSIONS, AdjustChunkPermissions::read);
        row(MessageType.ADJUST_CHUNK_PERMISSIONS_RESP, AdjustChunkPermissionsResp::read);
        row(MessageType.MOVE_CHUNK_FILE, MoveChunkFile::read);
        result(MessageType.MOVE_CHUNK_FILE_RESP);
        row(MessageType.CHECK_AND_REPAIR_DUP_INODE, CheckAndRepairDupInode::read);
        row(MessageType.CHECK_AND_REPAIR_DUP_INODE_RESP, CheckAndRepairDupInodeResp::read);
    }

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
