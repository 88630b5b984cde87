package org.apiaryfs.meta.internal;

import java.util.List;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Xattrs;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.GetXAttr;
import org.apiaryfs.protocol.meta.GetXAttrResp;
import org.apiaryfs.protocol.meta.ListXAttr;
import org.apiaryfs.protocol.meta.ListXAttrResp;
import org.apiaryfs.protocol.meta.RemoveXAttr;
import org.apiaryfs.protocol.meta.SetXAttr;
import org.apiaryfs.protocol.model.EntryInfo;

/** Extended attributes (spec: GetXAttr, ListXAttr, SetXAttr, RemoveXAttr). */
final class XattrHandlers {
    private static final int CREATE = 1;
    private static final int REPLACE = 2;

    private final Namespace ns;
    private final boolean allowed;

    XattrHandlers(MetaContext context) {
        this.ns = context.ns();
        this.allowed = context.config().clientXattrs();
    }

    private EntryKey key(EntryInfo entry) throws FsException {
        if (!allowed) {
            throw new FsException(FsError.NOT_SUPPORTED, "storeClientXAttrs=false");
        }
        return Entries.key(entry);
    }

    GetXAttrResp get(GetXAttr request, Call call) throws FsException {
        byte[] value = ns.xattrs().get(key(request.entryInfo()), request.name());
        if (request.size() == 0) {
            return GetXAttrResp.sizeOnly(value.length);
        }
        if (value.length > request.size()) {
            throw new FsException(FsError.RANGE, request.name());
        }
        return new GetXAttrResp(value, value.length, 0);
    }

    ListXAttrResp list(ListXAttr request, Call call) throws FsException {
        List<String> names = ns.xattrs().list(key(request.entryInfo()));
        return new ListXAttrResp(names, Xattrs.namesBytes(names), 0);
    }

    ResultResp set(SetXAttr request, Call call) throws FsException {
        EntryKey key = key(request.entryInfo());
        Xattrs.Mode mode = switch (request.flags()) {
            case 0 -> Xattrs.Mode.ANY;
            case CREATE -> Xattrs.Mode.CREATE;
            case REPLACE -> Xattrs.Mode.REPLACE;
            default -> throw new FsException(FsError.INVAL, "flags " + request.flags());
        };
        ns.xattrs().set(key, Entries.directory(request.entryInfo()), request.name(), request.value(), mode);
        return ResultResp.of(MessageType.SET_XATTR_RESP, FsError.SUCCESS);
    }

    ResultResp remove(RemoveXAttr request, Call call) throws FsException {
        ns.xattrs().remove(key(request.entryInfo()), Entries.directory(request.entryInfo()), request.name());
        return ResultResp.of(MessageType.REMOVE_XATTR_RESP, FsError.SUCCESS);
    }
}
