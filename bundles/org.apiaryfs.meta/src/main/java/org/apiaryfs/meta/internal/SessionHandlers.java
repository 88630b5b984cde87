package org.apiaryfs.meta.internal;

import org.apiaryfs.meta.locks.ByteRange;
import org.apiaryfs.meta.locks.LockKind;
import org.apiaryfs.meta.locks.LockOwner;
import org.apiaryfs.meta.locks.LockRequest;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Sessions;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.id.FileHandle;
import org.apiaryfs.protocol.meta.TruncFile;
import org.apiaryfs.protocol.session.BumpFileVersion;
import org.apiaryfs.protocol.session.CloseFile;
import org.apiaryfs.protocol.session.GetFileVersion;
import org.apiaryfs.protocol.session.GetFileVersionResp;
import org.apiaryfs.protocol.session.LockFlags;
import org.apiaryfs.protocol.session.OpenFile;
import org.apiaryfs.protocol.session.OpenFileResp;

/** Opening, closing, truncating and file versions (spec: OpenFile, CloseFile, TruncFile, BumpFileVersion, GetFileVersion). */
final class SessionHandlers {
    private final MetaContext context;
    private final Namespace ns;
    private final Opening opening;
    private final Truncation truncation;
    private final Closing closing;

    SessionHandlers(MetaContext context, Opening opening, Truncation truncation, Closing closing) {
        this.context = context;
        this.ns = context.ns();
        this.opening = opening;
        this.truncation = truncation;
        this.closing = closing;
    }

    OpenFileResp open(OpenFile request, Call call) throws FsException {
        Sessions.Opened opened = opening.open(Entries.key(request.entryInfo()), request.clientNumID(), request.accessFlags(),
                request.useQuota(), call);
        FileInode inode = opened.inode();
        return new OpenFileResp(0, opened.handle(), inode.pathInfo(), inode.pattern(), inode.version());
    }

    Reply close(CloseFile request, Call call) throws FsException {
        EntryKey key = Entries.key(request.entryInfo());
        FileHandle handle = FileHandle.parse(request.fileHandleID()).orElse(new FileHandle(0, key.id()));
        if (request.cancelAppendLocks()) {
            LockRequest cancel = LockRequest.of(new LockOwner(request.clientNumID(), 0), 0, LockFlags.CANCEL, ByteRange.ALL, "");
            context.granter().grant(key, LockKind.APPEND, ns.locking().request(LockKind.APPEND, handle.sessionFileId(), key, cancel).granted());
        }
        Sessions.Opened session = ns.sessions().beginClose(request.clientNumID(), handle.sessionFileId(), key);
        int used = request.maxUsedNodeIndex() + 1;
        if (request.earlyResponse()) {
            return Reply.then(result(FsError.SUCCESS), () -> closing.finish(session, request.fileHandleID(), used, call.user()));
        }
        return Reply.of(result(closing.finish(session, request.fileHandleID(), used, call.user())));
    }

    private static ResultResp result(FsError error) {
        return ResultResp.of(MessageType.CLOSE_FILE_RESP, error);
    }

    ResultResp truncate(TruncFile request, Call call) throws FsException {
        truncation.truncate(Entries.key(request.entryInfo()), request.fileSize(), request.useQuota(), call.user());
        return ResultResp.of(MessageType.TRUNC_FILE_RESP, FsError.SUCCESS);
    }

    ResultResp bumpVersion(BumpFileVersion request, Call call) throws FsException {
        EntryKey key = Entries.key(request.entryInfo());
        if (request.persistent()) {
            ns.files().bumpVersion(key);
        } else {
            ns.lookups().file(key);
        }
        return ResultResp.of(MessageType.BUMP_FILE_VERSION_RESP, FsError.SUCCESS);
    }

    GetFileVersionResp version(GetFileVersion request, Call call) throws FsException {
        return new GetFileVersionResp(0, ns.lookups().file(Entries.key(request.entryInfo())).version());
    }
}
