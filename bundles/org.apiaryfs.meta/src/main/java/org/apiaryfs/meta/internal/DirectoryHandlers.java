package org.apiaryfs.meta.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.namespace.Listing;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.FindOwner;
import org.apiaryfs.protocol.meta.FindOwnerResp;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.meta.MkDir;
import org.apiaryfs.protocol.meta.MkDirResp;
import org.apiaryfs.protocol.meta.MkLocalDir;
import org.apiaryfs.protocol.meta.RmDir;
import org.apiaryfs.protocol.meta.RmLocalDir;
import org.apiaryfs.protocol.meta.UpdateDirParent;
import org.apiaryfs.protocol.model.AccessList;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryInfoWithDepth;
import org.apiaryfs.transport.Exchange;

/**
 * Making, removing, listing and finding directories (spec: MkDir, MkLocalDir, RmDir, RmLocalDir,
 * UpdateDirParent, ListDirFromOffset, FindOwner).
 */
final class DirectoryHandlers {
    /** What frames the collections of a list answer, generously. */
    private static final int LIST_FRAME = 128;
    /** More names never fit into an answer. */
    private static final int MOST_NAMES = Exchange.CLIENT_PAYLOAD_LIMIT / (Listing.ITEM_BYTES + 2);

    private final MetaContext context;
    private final Namespace ns;

    DirectoryHandlers(MetaContext context) {
        this.context = context;
        this.ns = context.ns();
    }

    MkDirResp mkdir(MkDir request, Call call) throws FsException {
        EntryKey parent = Entries.key(request.parentInfo());
        Creation.Wish wish = context.inheritance().wish(parent, request.mode(), request.umask(), request.uid(), request.gid());
        return MkDirResp.created(context.coordinator().makeDirectory(parent, request.newDirName(), wish, request.preferredNodes(), call.user()));
    }

    ResultResp mkLocalDir(MkLocalDir request, Call call) throws FsException {
        PatternChooser.mustBePlain(request.pattern());
        Map<String, byte[]> acls = new HashMap<>();
        if (request.defaultACL().length > 0) {
            acls.put(AccessList.DEFAULT, request.defaultACL());
        }
        if (request.accessACL().length > 0) {
            acls.put(AccessList.ACCESS, request.accessACL());
        }
        EntryKey parent = EntryKey.parse(request.entryInfo().parentId()).orElse(EntryKey.NONE);
        ns.creation().localDirectory(Entries.key(request.entryInfo()), new Creation.Wish(request.mode(), request.uid(), request.gid(), acls),
                parent, request.parentNodeID(), request.pattern());
        return ResultResp.of(MessageType.MK_LOCAL_DIR_RESP, FsError.SUCCESS);
    }

    ResultResp rmdir(RmDir request, Call call) throws FsException {
        context.coordinator().removeDirectory(Entries.key(request.parentInfo()), request.name(), call.user());
        return ResultResp.of(MessageType.RM_DIR_RESP, FsError.SUCCESS);
    }

    ResultResp rmLocalDir(RmLocalDir request, Call call) throws FsException {
        ns.removal().localDirectory(Entries.key(request.entryInfo()));
        return ResultResp.of(MessageType.RM_LOCAL_DIR_RESP, FsError.SUCCESS);
    }

    ResultResp updateParent(UpdateDirParent request, Call call) throws FsException {
        EntryKey parent = EntryKey.parse(request.entryInfo().parentId()).orElse(EntryKey.NONE);
        ns.moves().arrived(Entries.key(request.entryInfo()), parent, request.parentOwnerNodeID(), call.step());
        return ResultResp.of(MessageType.UPDATE_DIR_PARENT_RESP, FsError.SUCCESS);
    }

    ListDirFromOffsetResp list(ListDirFromOffset request, Call call) throws FsException {
        if (request.serverOffset() < 0) {
            throw new FsException(FsError.INVAL, "directory position " + request.serverOffset());
        }
        EntryKey dir = Entries.key(request.entryInfo());
        ns.intents().awaitLinks(dir);
        List<Listing.Item> items = ns.listing().list(dir, request.serverOffset(),
                Math.clamp(request.maxOutNames(), 0, MOST_NAMES), Exchange.CLIENT_PAYLOAD_LIMIT - LIST_FRAME, !request.filterDots());
        long next = items.isEmpty() ? request.serverOffset() : items.getLast().position();
        return new ListDirFromOffsetResp(next, 0, items.stream()
                .map(item -> new ListDirFromOffsetResp.Entry(item.position(), item.type().number(), item.id(), item.name())).toList());
    }

    FindOwnerResp findOwner(FindOwner request, Call call) throws FsException {
        if (request.searchDepth() == 0) {
            int root = context.view().current().root().id();
            if (root == 0) {
                throw new FsException(FsError.INTERNAL, "nobody owns the root directory yet");
            }
            EntryInfo info = EntryInfo.root(root);
            return new FindOwnerResp(0, new EntryInfoWithDepth(
                    new EntryInfo(info.typeNumber(), info.flags(), info.parentId(), info.entryId(), "/", root), 0));
        }
        List<String> path = List.of(request.path().split("/")).stream().filter(element -> !element.isEmpty()).toList();
        EntryInfo at = request.entryInfo();
        int depth = request.currentDepth();
        boolean found = false;
        while (depth < request.searchDepth() && depth < path.size()) {
            Optional<Dentry> dentry = step(at, path.get(depth), found);
            if (dentry.isEmpty()) {
                break;
            }
            at = dentry.get().info(Entries.key(at), path.get(depth));
            depth++;
            found = true;
            if (at.owner() != context.node()) {
                break;
            }
        }
        if (!found) {
            throw new FsException(FsError.PATH_NOT_EXISTS, request.path());
        }
        return new FindOwnerResp(0, new EntryInfoWithDepth(at, depth));
    }

    /** Empty if the directory isn't here but something was found before. */
    private Optional<Dentry> step(EntryInfo dir, String name, boolean foundBefore) throws FsException {
        try {
            ns.lookups().directory(Entries.key(dir));
        } catch (FsException e) {
            if (foundBefore) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(ns.lookups().find(Entries.key(dir), name).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, name)));
    }
}
