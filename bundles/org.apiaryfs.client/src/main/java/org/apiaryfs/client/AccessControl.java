package org.apiaryfs.client;

import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.AccessList;
import org.apiaryfs.protocol.model.EntryInfo;

/**
 * The access list of an entry and the permission bits of its mode, which say the same in two places: whoever changes
 * one changes the other here (spec meta §14.8).
 *
 * <p>Thread-safe; no method blocks.
 */
public final class AccessControl {
    private static final int SET_GROUP_ID = 02000;

    private final Namespace namespace;
    private final ExtendedAttributes attributes;

    AccessControl(Namespace namespace, ExtendedAttributes attributes) {
        this.namespace = namespace;
        this.attributes = attributes;
    }

    /**
     * Sets the access list. One that says no more than a mode can is kept as the mode alone.
     *
     * @param mode as it is now
     * @param value as setxattr(2) gets it; INVAL if it is no access list
     * @param clearSetGroupId for callers who aren't in the entry's group
     */
    public CompletableFuture<Void> set(EntryInfo entry, int mode, byte[] value, boolean clearSetGroupId, Caller caller) {
        AccessList list;
        int newMode;
        try {
            list = AccessList.decode(value);
            newMode = list.mode(clearSetGroupId ? mode & ~SET_GROUP_ID : mode);
        } catch (FsException e) {
            return CompletableFuture.failedFuture(e);
        }
        // The list first: where servers don't keep any, nothing is changed.
        CompletableFuture<Void> listed = list.extended() ? attributes.set(entry, AccessList.ACCESS, list.encode(), 0, caller)
                : without(attributes.remove(entry, AccessList.ACCESS, caller));
        return listed.thenCompose(done -> newMode == mode ? CompletableFuture.completedFuture(null)
                : namespace.setAttributes(entry, AttributeUpdate.NONE.withMode(newMode), caller));
    }

    /** Does without a list where there is none. */
    private static CompletableFuture<Void> without(CompletableFuture<Void> change) {
        return Failures.recover(change, (error, cause) -> error == FsError.NO_DATA || error == FsError.NOT_SUPPORTED
                ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(cause));
    }

    /** Adapts the access list, if there is one, to a mode that was just set. */
    public CompletableFuture<Void> modeChanged(EntryInfo entry, int mode, Caller caller) {
        return without(attributes.get(entry, AccessList.ACCESS, caller).thenCompose(value -> {
            try {
                AccessList list = AccessList.decode(value);
                AccessList changed = list.withMode(mode);
                return changed.equals(list) ? CompletableFuture.completedFuture(null)
                        : attributes.set(entry, AccessList.ACCESS, changed.encode(), 0, caller);
            } catch (FsException e) {
                return CompletableFuture.failedFuture(e);
            }
        }));
    }
}
