package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.namespace.Doomed;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Removal;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.Hardlink;
import org.apiaryfs.protocol.meta.MkFile;
import org.apiaryfs.protocol.meta.MkFileResp;
import org.apiaryfs.protocol.meta.MkFileWithPattern;
import org.apiaryfs.protocol.meta.MkFileWithPatternResp;
import org.apiaryfs.protocol.meta.MoveFileInode;
import org.apiaryfs.protocol.meta.Rename;
import org.apiaryfs.protocol.meta.RmDirEntry;
import org.apiaryfs.protocol.meta.UnlinkFile;
import org.apiaryfs.protocol.meta.UnlinkLocalFileInode;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Making, linking, renaming and unlinking (spec: MkFile, MkFileWithPattern, UnlinkFile,
 * UnlinkLocalFileInode, RmDirEntry, Hardlink, Rename, MoveFileInode).
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
            throw otherNode(request.fromInfo().owner());
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
        if (request.toDirInfo().owner() != context.node()) {
            throw otherNode(request.toDirInfo().owner());
        }
        Optional<Doomed> doomed = ns.renames().rename(from, request.oldName(), Entries.key(request.toDirInfo()), request.newName()).doomed();
        return afterRemoval(ResultResp.of(MessageType.RENAME_RESP, FsError.SUCCESS), doomed, context.config().earlyUnlink(), call);
    }

    /** Inodes always stand by themselves here, so there is nothing to move (spec meta §6.9). */
    ResultResp moveInode(MoveFileInode request, Call call) throws FsException {
        if (request.mode() != MoveFileInode.DEINLINE && request.mode() != MoveFileInode.REINLINE) {
            throw new FsException(FsError.INTERNAL, "file inode mode " + request.mode());
        }
        ns.lookups().file(Entries.key(request.entryInfo()));
        return ResultResp.of(MessageType.MOVE_FILE_INODE_RESP, FsError.SUCCESS);
    }

    private static FsException otherNode(int node) {
        return new FsException(FsError.NOT_SUPPORTED, "an operation over two metadata nodes, the other is " + Integer.toUnsignedString(node));
    }
}
