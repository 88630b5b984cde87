package org.apiaryfs.fuse.internal.direct;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.apiaryfs.fuse.DirectoryPlusReply;
import org.apiaryfs.fuse.Entry;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileType;

/**
 * The answer to READDIR or READDIRPLUS, built entry by entry.
 *
 * <p>Threading: entries by one thread at a time; the first completion wins, and entries added later go nowhere.
 */
final class DirectoryKernelReply extends KernelReply implements DirectoryPlusReply {
    private final boolean plus;
    private ReplyPort.Room body; // borrowed with the first entry; guarded by this
    private int length; // guarded by this

    DirectoryKernelReply(InFlight inFlight, ReplyPort port, long unique, int room, boolean plus) {
        super(inFlight, port, unique, room);
        this.plus = plus;
    }

    @Override
    public synchronized boolean add(String name, long inode, FileType type, long cookie) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        int prefix = plus ? Structs.ENTRY_OUT_SIZE : 0;
        if (!reserve(prefix + Structs.direntSize(bytes.length))) {
            return false;
        }
        MemorySegment memory = body.memory();
        memory.asSlice(length, prefix).fill((byte) 0);
        Structs.dirent(memory, length + prefix, bytes, inode, type, cookie);
        length += prefix + Structs.direntSize(bytes.length);
        return true;
    }

    @Override
    public synchronized boolean add(String name, Entry entry, long cookie) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        if (!plus) {
            throw new IllegalStateException("attributes added to a listing without");
        }
        if (!reserve(Structs.ENTRY_OUT_SIZE + Structs.direntSize(bytes.length))) {
            return false;
        }
        MemorySegment memory = body.memory();
        Structs.entryOut(memory, length, entry);
        Structs.dirent(memory, length + Structs.ENTRY_OUT_SIZE, bytes, entry.attributes().inode(),
                entry.attributes().type(), cookie);
        length += Structs.ENTRY_OUT_SIZE + Structs.direntSize(bytes.length);
        return true;
    }

    private boolean reserve(int size) {
        if (isCompleted() || length + size > room()) {
            return false;
        }
        if (body == null) {
            body = port().borrow(room());
        }
        return true;
    }

    @Override
    public synchronized boolean done() {
        if (!claim()) {
            return false;
        }
        if (body == null) {
            return finished(port().send(unique(), 0));
        }
        return finished(port().sendRoom(unique(), body, length));
    }

    @Override
    public synchronized boolean error(Errno errno) {
        if (!isCompleted() && body != null) {
            body.giveBack();
            body = null;
        }
        return super.error(errno);
    }
}
