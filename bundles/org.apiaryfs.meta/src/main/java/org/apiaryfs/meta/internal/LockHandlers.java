package org.apiaryfs.meta.internal;

import org.apiaryfs.meta.locks.ByteRange;
import org.apiaryfs.meta.locks.FileLocks;
import org.apiaryfs.meta.locks.LockKind;
import org.apiaryfs.meta.locks.LockOwner;
import org.apiaryfs.meta.locks.LockRequest;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.id.FileHandle;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.session.FLockAppend;
import org.apiaryfs.protocol.session.FLockEntry;
import org.apiaryfs.protocol.session.FLockRange;

/** Advisory locks (spec: FLockEntry, FLockAppend, FLockRange). */
final class LockHandlers {
    private final MetaContext context;

    LockHandlers(MetaContext context) {
        this.context = context;
    }

    ResultResp entry(FLockEntry r, Call call) throws FsException {
        LockOwner owner = new LockOwner(r.clientNumID(), r.clientFD());
        FsError error = request(LockKind.ENTRY, r.entryInfo(), r.fileHandleID(),
                LockRequest.of(owner, r.ownerPID(), r.lockTypeFlags(), ByteRange.ALL, r.lockAckID()));
        return ResultResp.of(MessageType.FLOCK_ENTRY_RESP, error);
    }

    ResultResp append(FLockAppend r, Call call) throws FsException {
        LockOwner owner = new LockOwner(r.clientNumID(), r.clientFD());
        FsError error = request(LockKind.APPEND, r.entryInfo(), r.fileHandleID(),
                LockRequest.of(owner, r.ownerPID(), r.lockTypeFlags(), ByteRange.ALL, r.lockAckID()));
        return ResultResp.of(MessageType.FLOCK_APPEND_RESP, error);
    }

    ResultResp range(FLockRange r, Call call) throws FsException {
        LockOwner owner = new LockOwner(r.clientNumID(), r.ownerPID());
        FsError error = request(LockKind.RANGE, r.entryInfo(), r.fileHandleID(),
                LockRequest.of(owner, r.ownerPID(), r.lockTypeFlags(), ByteRange.of(r.start(), r.end()), r.lockAckID()));
        return ResultResp.of(MessageType.FLOCK_RANGE_RESP, error);
    }

    private FsError request(LockKind kind, EntryInfo entry, String handle, LockRequest request) throws FsException {
        EntryKey key = Entries.key(entry);
        int number = FileHandle.parse(handle).map(FileHandle::sessionFileId).orElse(0);
        FileLocks.Outcome outcome = context.ns().locking().request(kind, number, key, request);
        context.granter().grant(key, kind, outcome.granted());
        return outcome.result().error();
    }
}
