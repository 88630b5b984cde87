package org.apiaryfs.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.meta.GetXAttr;
import org.apiaryfs.protocol.meta.GetXAttrResp;
import org.apiaryfs.protocol.meta.ListXAttr;
import org.apiaryfs.protocol.meta.ListXAttrResp;
import org.apiaryfs.protocol.meta.RemoveXAttr;
import org.apiaryfs.protocol.meta.SetXAttr;
import org.apiaryfs.protocol.model.AccessList;
import org.apiaryfs.protocol.model.EntryInfo;

/**
 * Extended attributes of files and directories (spec meta §5.10). Names include their namespace.
 *
 * <p>Thread-safe; no method blocks. NOT_SUPPORTED if they are switched off here or on the servers.
 */
public final class ExtendedAttributes {
    /** Must not exist yet. */
    public static final int CREATE = 1;
    /** Must exist. */
    public static final int REPLACE = 2;
    /** Longest value in bytes that servers take from clients. */
    public static final int VALUE_LIMIT = 60000;
    /** Longest name in bytes. */
    public static final int NAME_LIMIT = 245;

    private final MetaRequests meta;
    private final ClientSettings settings;

    ExtendedAttributes(MetaRequests meta, ClientSettings settings) {
        this.meta = meta;
        this.settings = settings;
    }

    private boolean offered(String name) {
        return AccessList.isName(name) ? settings.acls()
                : settings.xattrs() && (name.startsWith("user.") || name.startsWith("security."));
    }

    /** The value; NO_DATA if there is none. */
    public CompletableFuture<byte[]> get(EntryInfo entry, String name, Caller caller) {
        if (!offered(name)) {
            return Failures.failed(FsError.NOT_SUPPORTED, name);
        }
        GetXAttr request = new GetXAttr(entry, name, GetXAttr.MAX_VALUE);
        return meta.ask(entry, request, GetXAttrResp.class, caller).thenCompose(r -> Failures.valueOr(r.error(), r.value(), name));
    }

    public CompletableFuture<List<String>> list(EntryInfo entry, Caller caller) {
        if (!settings.xattrs()) {
            return Failures.failed(FsError.NOT_SUPPORTED, "extended attributes are switched off");
        }
        ListXAttr request = new ListXAttr(entry, GetXAttr.MAX_VALUE);
        return meta.ask(entry, request, ListXAttrResp.class, caller)
                .thenCompose(r -> MetaRequests.result(r.error(), r.names(), request, entry))
                .thenApply(names -> names.stream().filter(this::offered).toList());
    }

    /**
     * Sets a value.
     *
     * @param flags 0, {@link #CREATE} or {@link #REPLACE}
     */
    public CompletableFuture<Void> set(EntryInfo entry, String name, byte[] value, int flags, Caller caller) {
        if (!offered(name)) {
            return Failures.failed(FsError.NOT_SUPPORTED, name);
        }
        if (name.length() > NAME_LIMIT) {
            return Failures.failed(FsError.RANGE, "name of " + name.length() + " bytes, " + NAME_LIMIT + " are allowed");
        }
        if (value.length > VALUE_LIMIT) {
            return Failures.failed(FsError.TOO_BIG, "value of " + value.length + " bytes, " + VALUE_LIMIT + " are allowed");
        }
        return meta.change(entry, new SetXAttr(entry, name, value, flags), caller);
    }

    public CompletableFuture<Void> remove(EntryInfo entry, String name, Caller caller) {
        return offered(name) ? meta.change(entry, new RemoveXAttr(entry, name), caller) : Failures.failed(FsError.NOT_SUPPORTED, name);
    }
}
