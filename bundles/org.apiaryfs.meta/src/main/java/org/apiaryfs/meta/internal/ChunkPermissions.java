package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.namespace.AttributeChange;
import org.apiaryfs.meta.namespace.Inspection;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.StoreWalk;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.fsck.AdjustChunkPermissions;
import org.apiaryfs.protocol.fsck.AdjustChunkPermissionsResp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives chunk files to the owners of their files, portion by portion (spec meta §12.3, storage §10A.4). Thread-safe; blocks for storage targets. */
final class ChunkPermissions {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkPermissions.class);
    private static final int MOST = 1000;

    private final MetaContext context;
    private final Inspection inspection;
    private final Pins pins;

    ChunkPermissions(MetaContext context, Pins pins) {
        this.context = context;
        this.inspection = context.ns().inspection();
        this.pins = pins;
    }

    AdjustChunkPermissionsResp adjust(AdjustChunkPermissions request, Call call) {
        if (request.hashDirNum() != 0 || request.mirrored()) {
            return new AdjustChunkPermissionsResp("", 0, request.lastHashDirOffset(), request.lastContDirOffset(), 0);
        }
        EntryKey dir = EntryKey.parse(request.currentContDirId()).orElse(StoreWalk.START);
        List<StoreWalk.Name> names = inspection.names(dir, request.lastContDirOffset(), Math.clamp(request.maxEntries(), 0, MOST));
        int errors = 0;
        for (StoreWalk.Name name : names) {
            errors += adjusted(name.listed().dentry(), call) ? 0 : 1;
        }
        return names.isEmpty() ? new AdjustChunkPermissionsResp(request.currentContDirId(), 0, 0, request.lastContDirOffset(), 0)
                : new AdjustChunkPermissionsResp(names.getLast().dir().id(), names.size(), 0, names.getLast().listed().position(), errors);
    }

    private boolean adjusted(Dentry dentry, Call call) {
        Optional<FileInode> file = dentry.directory() || dentry.owner() != context.node() ? Optional.empty() : inspection.file(dentry.key());
        if (file.isEmpty() || !file.get().hasChunks()) {
            return true;
        }
        try {
            return pins.with(dentry.key(), call.user(), inode -> context.chunks().set(dentry.key(), inode, new AttributeChange(
                    AttributeChange.UID | AttributeChange.GID, 0, 0, 0, inode.attributes().uid(), inode.attributes().gid()), true, call.user()))
                    .error().ok();
        } catch (FsException e) {
            LOG.warn("chunk files can't be given to their owner: entry={} error=\"{}\"", dentry.key(), e.getMessage());
            return false;
        }
    }
}
