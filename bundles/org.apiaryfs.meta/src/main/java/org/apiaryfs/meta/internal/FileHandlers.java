package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.meta.namespace.Arrivals;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.namespace.Doomed;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Removal;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.DentryRecord;
import org.apiaryfs.protocol.meta.FileInodeRecord;
import org.apiaryfs.protocol.meta.Hardlink;
import org.apiaryfs.protocol.meta.MkFile;
import org.apiaryfs.protocol.meta.MkFileResp;
import org.apiaryfs.protocol.meta.MkFileWithPattern;
import org.apiaryfs.protocol.meta.MkFileWithPatternResp;
import org.apiaryfs.protocol.meta.MoveFileInode;
import org.apiaryfs.protocol.meta.MovingDirInsert;
import org.apiaryfs.protocol.meta.MovingFileInsert;
import org.apiaryfs.protocol.meta.MovingFileInsertResp;
import org.apiaryfs.protocol.meta.Rename;
import org.apiaryfs.protocol.meta.RmDirEntry;
import org.apiaryfs.protocol.meta.UnlinkFile;
import org.apiaryfs.protocol.meta.UnlinkLocalFileInode;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Making, linking, renaming and unlinking (spec: MkFile, MkFileWithPattern, UnlinkFile,
 * UnlinkLocalFileInode, RmDirEntry, Hardlink, Rename, MovingFileInsert, MovingDirInsert, MoveFileInode).
 */
final class FileHandlers {
    private final MetaContext context;
    private final Namespace ns;

    FileHandlers(MetaContext context) {
        this.context = context;
        this.ns = context.ns();
    }

    MkFileResp make(MkFile request, Call call) throws FsException {
        EntryKey parent = Entries.key(request.parentInfo());
        DirInode dir = ns.lookups().directory(parent);
        PatternChooser.Hints hints = new PatternChooser.Hints(
                request.stripeHints().map(MkFile.StripeHints::numtargets).orElse(0),
                request.stripeHints().map(MkFile.StripeHints::chunksize).orElse(0),
                request.storagePoolID().orElse(0), request.preferredTargets());
        StripePattern pattern = context.patterns().choose(dir.pattern(), hints);
        Creation.Wish wish = context.inheritance().wish(parent, request.mode(), request.umask(), request.uid(), request.gid());
        return MkFileResp.created(ns.creation().file(parent, request.newName(), wish, pattern).info());
    }

    MkFileWithPatternResp makeWithPattern(MkFileWithPattern request, Call call) throws FsException {
        EntryKey parent = Entries.key(request.parentInfo());
        StripePattern wish = request.pattern();
        StripePattern pattern;
        if (wish.targets().isEmpty()) {
            pattern = context.patterns().choose(wish, PatternChooser.Hints.preferring(List.of()));
        } else {
            context.patterns().mustBeUsable(wish);
            pattern = wish;
        }
        return MkFileWithPatternResp.created(ns.creation().file(parent, request.newName(),
                context.inheritance().wish(parent, request.mode(), request.umask(), request.uid(), request.gid()), pattern).info());
    }

    Reply unlink(UnlinkFile request, Call call) throws FsException {
        EntryKey parent = Entries.key(request.parentInfo());
        ResultResp done = ResultResp.of(MessageType.UNLINK_FILE_RESP, FsError.SUCCESS);
        if (parent.disposal()) {
            EntryKey key = EntryKey.parse(request.name()).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, request.name()));
            FsError error = context.disposer().remove(ns.disposal().take(key), call.user());
            return Reply.of(ResultResp.of(MessageType.UNLINK_FILE_RESP, error));
        }
        Removal.Removed removed = ns.removal().unlink(parent, request.name());
        removed.debt().ifPresent(context.coordinator()::pay);
        return afterRemoval(done, removed.doomed(), context.config().earlyUnlink(), call);
    }

    private Reply afterRemoval(Message done, Optional<Doomed> doomed, boolean early, Call call) throws FsException {
        if (doomed.isEmpty()) {
            return Reply.of(done);
        }
        if (early) {
            return Reply.then(done, () -> context.disposer().remove(doomed.get(), call.user()));
        }
        context.disposer().remove(doomed.get(), call.user());
        return Reply.of(done);
    }

    Reply unlinkInode(UnlinkLocalFileInode request, Call call) throws FsException {
        Optional<Doomed> doomed = ns.removal().localFile(Entries.key(request.entryInfo()), call.step());
        return afterRemoval(ResultResp.of(MessageType.UNLINK_LOCAL_FILE_INODE_RESP, FsError.SUCCESS), doomed, false, call);
    }

    ResultResp removeName(RmDirEntry request, Call call) throws FsException {
        ns.removal().nameOnly(Entries.key(request.parentInfo()), request.name());
        return ResultResp.of(MessageType.RM_DIR_ENTRY_RESP, FsError.SUCCESS);
    }

    ResultResp link(Hardlink request, Call call) throws FsException {
        if (Entries.directory(request.fromInfo())) {
            throw new FsException(FsError.PERM, "directories have one name");
        }
        if (request.fromInfo().owner() != context.node()) {
            context.coordinator().link(request.fromInfo(), Entries.key(request.fromDirInfo()), request.fromName(),
                    Entries.ownDirectory(ns, request.toDirInfo()), request.toName(), call.user());
            return ResultResp.of(MessageType.HARDLINK_RESP, FsError.SUCCESS);
        }
        ns.hardLinks().link(Entries.key(request.fromInfo()), Entries.key(request.fromDirInfo()), request.fromName(),
                Entries.key(request.toDirInfo()), request.toName());
        return ResultResp.of(MessageType.HARDLINK_RESP, FsError.SUCCESS);
    }

    Reply rename(Rename request, Call call) throws FsException {
        if (request.entryType() == 0) {
            throw new FsException(FsError.INTERNAL, "rename of an entry without type");
        }
        EntryKey from = Entries.ownDirectory(ns, request.fromDirInfo());
        Optional<Doomed> doomed = context.coordinator().rename(from, request.oldName(), request.toDirInfo(), request.newName(),
                call.step() == Rename.FOLLOWS_INODES, call.user());
        return afterRemoval(ResultResp.of(MessageType.RENAME_RESP, FsError.SUCCESS), doomed, context.config().earlyUnlink(), call);
    }

    /** @param xattrs what followed the request */
    Reply arrive(MovingFileInsert request, Map<String, byte[]> xattrs, Call call) throws FsException {
        EntryInfo from = request.fromFileInfo();
        EntryKey key = EntryKey.parse(request.buf().entryID()).orElseThrow(
                () -> new FsException(FsError.INTERNAL, "\"" + request.buf().entryID() + "\" is no entry ID"));
        EntryType type = EntryType.of(request.buf().entryType()).filter(EntryType::file).orElseThrow(
                () -> new FsException(FsError.INTERNAL, "entry type " + request.buf().entryType() + " of a file"));
        Optional<Arrivals.Baggage> baggage = Optional.empty();
        if (request.buf().content() instanceof FileInodeRecord record) {
            EntryKey home = EntryKey.parse(from.parentId()).orElse(EntryKey.NONE);
            baggage = Optional.of(new Arrivals.Baggage(InodeRecords.inode(record, home), xattrs));
        }
        Place at = new Place(Entries.ownDirectory(ns, request.toDirInfo()), request.newName());
        Dentry dentry = new Dentry(type, 0, key, from.owner());
        Arrivals.Arrived arrived = ns.arrivals().file(at, dentry, baggage, call.step());
        if (arrived.itself()) {
            return Reply.of(new MovingFileInsertResp(FsError.SUCCESS.code(), Optional.empty(), dentry.info(at.dir(), at.name())));
        }
        Optional<Doomed> doomed = context.coordinator().arrived(arrived, call.user());
        // What is overwritten here is removed from here, so there is nothing to tell.
        return afterRemoval(MovingFileInsertResp.of(FsError.SUCCESS), doomed, true, call);
    }

    ResultResp arrive(MovingDirInsert request, Call call) throws FsException {
        if (!(request.buf().content() instanceof DentryRecord.Reference reference) || request.buf().recordType() != DentryRecord.DIRECTORY) {
            throw new FsException(FsError.INTERNAL, "record of type " + request.buf().recordType() + " for a directory");
        }
        EntryKey key = EntryKey.parse(reference.entryID()).orElseThrow(
                () -> new FsException(FsError.INTERNAL, "\"" + reference.entryID() + "\" is no entry ID"));
        Place at = new Place(Entries.ownDirectory(ns, request.toDirInfo()), request.newName());
        Dentry dentry = new Dentry(EntryType.DIRECTORY, 0, key, reference.ownerNodeID());
        context.coordinator().arrived(ns.arrivals().directory(at, dentry, call.step()), call.user());
        return ResultResp.of(MessageType.MOVING_DIR_INSERT_RESP, FsError.SUCCESS);
    }

    /** Inodes always stand by themselves here, so only what is said of them changes (spec meta §6.9). */
    ResultResp moveInode(MoveFileInode request, Call call) throws FsException {
        EntryInfo entry = request.entryInfo();
        EntryKey key = Entries.key(entry);
        Place name = new Place(EntryKey.parse(entry.parentId())
                .orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, entry.parentId())), entry.name());
        switch (request.mode()) {
            case MoveFileInode.DEINLINE -> ns.hardLinks().separate(key, name);
            case MoveFileInode.REINLINE -> ns.hardLinks().inline(key, name);
            default -> throw new FsException(FsError.INTERNAL, "file inode mode " + request.mode());
        }
        return ResultResp.of(MessageType.MOVE_FILE_INODE_RESP, FsError.SUCCESS);
    }
}
