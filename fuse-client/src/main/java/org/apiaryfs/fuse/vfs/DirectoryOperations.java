package org.apiaryfs.fuse.vfs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apiaryfs.client.Caller;
import org.apiaryfs.fuse.DirectoryReply;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileType;
import org.apiaryfs.fuse.OpenReply;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.protocol.id.InodeNumber;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp.Entry;
import org.apiaryfs.protocol.model.EntryInfo;

/**
 * Listings. The server's offsets are the kernel's cookies, so that a listing can go on anywhere, also
 * after entries were removed. Thread-safe; no method blocks.
 */
final class DirectoryOperations {
    private final Mounted mounted;
    private final Map<Long, Listing> open = new ConcurrentHashMap<>();
    private final AtomicLong nextHandle = new AtomicLong(1);

    /** An open directory with the part that came last: the kernel's requests are smaller than the server's answers. */
    private static final class Listing {
        private Optional<Part> part = Optional.empty();

        private synchronized Optional<Part> part() {
            return part;
        }

        private synchronized void part(Part now) {
            part = Optional.of(now);
        }
    }

    /**
     * Part of a listing.
     *
     * @param from cookie that it was asked with
     * @param last whether it ends the directory
     */
    private record Part(long from, List<Entry> entries, boolean last) {
        /** Index of the entry behind a cookie; empty if this part doesn't know the cookie. */
        private Optional<Integer> after(long cookie) {
            if (cookie == from) {
                return Optional.of(0);
            }
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).serverOffset() == cookie) {
                    return Optional.of(i + 1);
                }
            }
            return Optional.empty();
        }
    }

    DirectoryOperations(Mounted mounted) {
        this.mounted = mounted;
    }

    void opendir(OpenReply reply) {
        long handle = nextHandle.getAndIncrement();
        open.put(handle, new Listing());
        if (!reply.opened(handle)) {
            open.remove(handle);
        }
    }

    void releasedir(long handle, EmptyReply reply) {
        open.remove(handle);
        reply.ok();
    }

    void readdir(RequestContext context, long id, long handle, long cookie, DirectoryReply reply) {
        Listing listing = open.get(handle);
        if (listing == null) {
            reply.error(Errno.EBADF);
            return;
        }
        mounted.node(id, reply).ifPresent(node -> {
            // The beginning is asked for anew: programs rewind in order to see changes.
            Optional<Part> part = cookie == 0 ? Optional.empty() : listing.part();
            Optional<Integer> at = part.flatMap(p -> p.after(cookie));
            if (at.isPresent() && (at.get() < part.get().entries.size() || part.get().last)) {
                fill(node, part.get(), at.get(), reply);
                return;
            }
            Caller caller = mounted.interrupts().caller(context, reply);
            Answers.whenStill(mounted.client().namespace().list(node.entry(), cookie, ListDirFromOffset.CLIENT_BATCH, caller), reply, r -> {
                Part next = new Part(cookie, r.entries(), r.entries().size() < ListDirFromOffset.CLIENT_BATCH);
                listing.part(next);
                fill(node, next, 0, reply);
            });
        });
    }

    private void fill(Node directory, Part part, int from, DirectoryReply reply) {
        for (int i = from; i < part.entries.size(); i++) {
            Entry entry = part.entries.get(i);
            if (!reply.add(entry.name(), inode(directory, entry), type(entry), entry.serverOffset())) {
                break;
            }
        }
        reply.done();
    }

    private static long inode(Node directory, Entry entry) {
        return switch (entry.entryID()) {
            case ListDirFromOffsetResp.DOT_ID -> InodeNumber.of(directory.entry().entryId());
            case ListDirFromOffsetResp.DOT_DOT_ID -> {
                EntryInfo own = directory.entry();
                yield InodeNumber.of(own.parentId().isEmpty() ? own.entryId() : own.parentId());
            }
            default -> InodeNumber.of(entry.entryID());
        };
    }

    private static FileType type(Entry entry) {
        return switch (entry.type()) {
            case DIRECTORY -> FileType.DIRECTORY;
            case REGULAR -> FileType.REGULAR;
            case SYMLINK -> FileType.SYMLINK;
            case BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
            case CHAR_DEVICE -> FileType.CHARACTER_DEVICE;
            case FIFO -> FileType.FIFO;
            case SOCKET -> FileType.SOCKET;
            case INVALID -> FileType.UNKNOWN;
        };
    }
}
