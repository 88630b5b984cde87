package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.namespace.Doomed;
import org.apiaryfs.meta.namespace.Lookups;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Sessions;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.session.AccessFlags;

/** Opens files for clients (spec meta §8.1). Thread-safe; may block its thread for the storage targets. */
final class Opening {
    private final Namespace ns;
    private final Truncation truncation;
    private final Disposer disposer;

    Opening(Namespace ns, Truncation truncation, Disposer disposer) {
        this.ns = ns;
        this.truncation = truncation;
        this.disposer = disposer;
    }

    /**
     * Opens a file, and cuts it to no bytes if the access flags say so. A client that asks again gets the same handle.
     *
     * @throws FsException PATH_NOT_EXISTS, INVAL for meaningless access flags, or what truncation fails with
     */
    Sessions.Opened open(EntryKey key, int client, int access, boolean quota, Call call) throws FsException {
        if (!AccessFlags.valid(access)) {
            throw new FsException(FsError.INVAL, "access flags 0x" + Integer.toHexString(access));
        }
        boolean cut = (access & AccessFlags.TRUNC) != 0 && mayHaveData(ns.lookups().known(key));
        Sessions.Opened opened = ns.sessions().open(client, key, access, call.opening());
        if (cut) {
            try {
                truncation.truncate(key, 0, quota, call.user());
            } catch (FsException e) {
                ns.sessions().beginClose(client, opened.session().number(), key);
                // It may have been unlinked meanwhile, and this have been the last that had it open.
                Optional<Doomed> doomed = ns.sessions().finishClose(opened.session(), List.of(), false);
                if (doomed.isPresent()) {
                    disposer.remove(doomed.get(), call.user());
                }
                throw e;
            }
        }
        return opened;
    }

    private static boolean mayHaveData(Lookups.Known file) {
        return file.uncertain() || file.inode().size() != 0;
    }
}
