package org.apiaryfs.meta.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.namespace.Doomed;
import org.apiaryfs.meta.namespace.Inspection;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Repairs;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.StoreException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.fsck.*;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mends what a file system check asks for (spec meta §12.3). Every request is a list, and every
 * answer tells which of it couldn't be mended; the log says why. Thread-safe; may block for storage targets.
 */
final class FsckRepairs {
    private static final Logger LOG = LoggerFactory.getLogger(FsckRepairs.class);

    private final MetaContext context;
    private final Namespace ns;
    private final Repairs repairs;
    private final Inspection inspection;
    private final Attributes attributes;
    private final FsckRecords records;

    FsckRepairs(MetaContext context, Attributes attributes) {
        this.context = context;
        this.ns = context.ns();
        this.repairs = ns.repairs();
        this.inspection = ns.inspection();
        this.attributes = attributes;
        this.records = new FsckRecords(context.node());
    }

    /** Mends one thing. */
    @FunctionalInterface
    private interface Step<T> {
        void mend(T item) throws FsException;
    }

    /** Mends all that it can; the rest is returned. */
    private static <T> List<T> all(List<T> items, Step<T> step) {
        List<T> failed = new ArrayList<>();
        for (T item : items) {
            try {
                step.mend(item);
            } catch (FsException | StoreException e) {
                LOG.warn("not mended: what={} error=\"{}\"", item, e.getMessage());
                failed.add(item);
            }
        }
        return failed;
    }

    private static EntryKey key(String id) throws FsException {
        return EntryKey.parse(id).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, "\"" + id + "\" is no entry ID"));
    }

    DeleteDirEntriesResp deleteNames(DeleteDirEntries request, Call call) {
        return new DeleteDirEntriesResp(all(request.dentries(), name -> repairs.deleteName(key(name.parentDirId()), name.name(), key(name.id()))));
    }

    CreateDefDirInodesResp createDirectories(CreateDefDirInodes request, Call call) {
        List<FsckDirInode> created = new ArrayList<>();
        List<FsckDirId> failed = all(request.items(), item -> {
            EntryKey key = key(item.id());
            DirInode inode = repairs.createDirectory(key, context.config().rootPattern());
            created.add(records.directory(key, inode, inspection.counts(key)));
        });
        return new CreateDefDirInodesResp(failed.stream().map(FsckDirId::id).toList(), created);
    }

    FixInodeOwnersInDentryResp ownersInNames(FixInodeOwnersInDentry request, Call call) {
        List<FsckDirEntry> failed = new ArrayList<>();
        for (int i = 0; i < request.dentries().size(); i++) {
            int owner = request.owners().get(i);
            failed.addAll(all(List.of(request.dentries().get(i)),
                    name -> repairs.ownerInName(key(name.parentDirId()), name.name(), key(name.id()), owner)));
        }
        return new FixInodeOwnersInDentryResp(failed);
    }

    FixInodeOwnersResp ownersOfDirectories(FixInodeOwners request, Call call) {
        return new FixInodeOwnersResp(all(request.inodes(), dir -> ns.directories().owner(key(dir.id()), dir.ownerNodeId())));
    }

    LinkToLostAndFoundResp toLostAndFound(LinkToLostAndFound request, Call call) {
        List<FsckDirEntry> created = new ArrayList<>();
        List<FsckDirInode> failed = all(request.dirInodes(), dir -> {
            EntryKey home = key(request.lostAndFound().entryId());
            EntryKey key = key(dir.id());
            Dentry dentry = repairs.nameDirectory(home, key, dir.saveNodeId());
            created.add(records.name(ns.volume().store().name(home, key.id()), dentry, Optional.empty()));
        });
        return new LinkToLostAndFoundResp(request.entryType(), failed, request.fileInodes(), created);
    }

    CreateEmptyContDirsResp createContents(CreateEmptyContDirs request, Call call) {
        return new CreateEmptyContDirsResp(all(request.items(), item -> ns.directories().recount(key(item.id()))).stream().map(FsckDirId::id).toList());
    }

    UpdateFileAttribsResp fileAttributes(UpdateFileAttribs request, Call call) {
        return new UpdateFileAttribsResp(all(request.inodes(), file -> {
            repairs.linkCount(key(file.id()), file.nlink());
            attributes.refresh(key(file.id()), call.user());
        }));
    }

    UpdateDirAttribsResp directoryAttributes(UpdateDirAttribs request, Call call) {
        return new UpdateDirAttribsResp(all(request.inodes(), dir -> ns.directories().recount(key(dir.id()))));
    }

    RemoveInodesResp removeInodes(RemoveInodes request, Call call) {
        List<FsckInodeId> failed = all(request.items(), item -> {
            EntryKey key = key(item.id());
            if (FsckEntryType.of(item.entryType()) == FsckEntryType.DIRECTORY) {
                ns.removal().localDirectory(key);
                return;
            }
            Optional<Doomed> doomed = repairs.removeFile(key);
            if (doomed.isPresent()) {
                context.disposer().remove(doomed.get(), call.user());
            }
        });
        return new RemoveInodesResp(failed.stream().map(FsckInodeId::id).toList());
    }

    RecreateFsIDsResp recreateLinks(RecreateFsIDs request, Call call) {
        return new RecreateFsIDsResp(all(request.dentries(), name -> repairs.link(key(name.parentDirId()), name.name(), key(name.id()))));
    }

    RecreateDentriesResp recreateNames(RecreateDentries request, Call call) {
        List<FsckDirEntry> names = new ArrayList<>();
        List<FsckFileInode> inodes = new ArrayList<>();
        List<FsckFsID> failed = all(request.fsIds(), link -> {
            EntryKey key = key(link.id());
            Dentry dentry = repairs.nameFile(key);
            FileInode inode = inspection.file(key).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, "file " + key));
            names.add(records.name(ns.volume().store().name(inode.home(), key.id()), dentry, Optional.of(inode)));
            inodes.add(records.file(key, inode, inode.home()));
        });
        return new RecreateDentriesResp(failed, names, inodes);
    }

    /** Copies that this node isn't said to have are nothing to it. */
    CheckAndRepairDupInodeResp duplicates(CheckAndRepairDupInode request, Call call) {
        List<FsckDuplicateInodeInfo> here = request.items().stream().filter(item -> item.saveNodeId() == context.node()).toList();
        return new CheckAndRepairDupInodeResp(all(here, item -> repairs.removeCopy(key(item.parentDirId()), key(item.entryId())))
                .stream().map(FsckDuplicateInodeInfo::entryId).toList());
    }
}
