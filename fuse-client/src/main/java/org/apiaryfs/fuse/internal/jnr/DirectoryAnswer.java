package org.apiaryfs.fuse.internal.jnr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import org.apiaryfs.fuse.DirectoryReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileType;
import ru.serce.jnrfuse.FuseFillDir;
import ru.serce.jnrfuse.struct.FileStat;

/**
 * A listing, entry by entry handed to libfuse while its thread waits.
 *
 * <p>Threading: entries by one thread at a time; awaited by one.
 */
final class DirectoryAnswer implements DirectoryReply {
    private final Answer answer = new Answer();
    private final Pointer buffer;
    private final FuseFillDir filler;
    private final FileStat stat = new FileStat(Runtime.getSystemRuntime());

    DirectoryAnswer(Pointer buffer, FuseFillDir filler) {
        this.buffer = buffer;
        this.filler = filler;
    }

    void await() throws OperationFailed {
        answer.await(Boolean.class);
    }

    @Override
    public synchronized boolean add(String name, long inode, FileType type, long cookie) {
        if (answer.isCompleted()) { // libfuse's buffer may be gone
            return false;
        }
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        stat.st_ino.set(inode);
        stat.st_mode.set(type.modeBits());
        ByteBuffer terminated = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + 1));
        return filler.apply(buffer, terminated, Struct.getMemory(stat), cookie) == 0;
    }

    @Override
    public synchronized boolean done() {
        return answer.ok();
    }

    @Override
    public synchronized boolean error(Errno errno) {
        return answer.error(errno);
    }

    @Override
    public void onInterrupt(Runnable hook) {
        answer.onInterrupt(hook);
    }

    @Override
    public boolean isInterrupted() {
        return false;
    }

    @Override
    public boolean isCompleted() {
        return answer.isCompleted();
    }
}
