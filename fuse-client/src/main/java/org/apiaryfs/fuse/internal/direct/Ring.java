package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FuseException;

/**
 * An io_uring with 128-byte submissions, as FUSE needs it.
 *
 * <p>Source: io_uring(7), io_uring_setup(2), io_uring_enter(2). Threading: only the thread that made it.
 */
final class Ring implements AutoCloseable {
    private static final long SETUP = 425; // system call numbers, the same on x86-64 and arm64
    private static final long ENTER = 426;

    private static final int SETUP_SQE128 = 1 << 10;
    private static final int SETUP_SINGLE_ISSUER = 1 << 12;
    private static final int SETUP_DEFER_TASKRUN = 1 << 13;
    private static final int SETUP_NO_SQARRAY = 1 << 16;
    private static final int FEATURE_SINGLE_MMAP = 1;
    private static final int ENTER_GETEVENTS = 1;

    private static final int PARAMS_SIZE = 120;
    private static final int SUBMISSION_OFFSETS = 40; // in the parameters
    private static final int COMPLETION_OFFSETS = 80;
    private static final long MAP_SUBMISSIONS = 0x10000000L;
    private static final int SQE_SIZE = 128;
    private static final int CQE_SIZE = 16;

    private static final int OP_READ = 22;
    private static final int OP_URING_CMD = 46;
    private static final int COMMAND_AREA = 48; // of a submission

    private static final VarHandle INT = JAVA_INT.varHandle();

    private final int fd;
    private final MemorySegment errno = Arena.ofAuto().allocate(Linux.ERRNO_SIZE);
    private final MemorySegment rings;
    private final MemorySegment submissions;
    private final long submissionTail;
    private final int submissionMask;
    private final long completionHead;
    private final long completionTail;
    private final int completionMask;
    private final long completionsAt;
    private int tail;
    private int unsubmitted;

    /** Receives completions. */
    interface Completions {
        /**
         * A submission is complete.
         *
         * @param tag    the submission's tag
         * @param result its result, or a negative error number
         */
        void completed(long tag, int result);
    }

    /** A ring with room for at least this many submissions. */
    Ring(int entries) throws FuseException {
        MemorySegment params = Arena.ofAuto().allocate(PARAMS_SIZE, 8);
        params.set(JAVA_INT, 8, SETUP_SQE128 | SETUP_SINGLE_ISSUER | SETUP_DEFER_TASKRUN | SETUP_NO_SQARRAY);
        fd = (int) Linux.syscall(errno, SETUP, entries, params.address(), 0, 0, 0, 0);
        Reference.reachabilityFence(params);
        if (fd < 0) {
            throw new FuseException("io_uring_setup failed (%s); see /proc/sys/kernel/io_uring_disabled".formatted(
                    Errno.of(-fd).map(Errno::name).orElse("errno " + -fd)));
        }
        if ((params.get(JAVA_INT, 20) & FEATURE_SINGLE_MMAP) == 0) {
            Linux.close(fd);
            throw new FuseException("this kernel's io_uring is too old");
        }
        int submissionEntries = params.get(JAVA_INT, 0);
        int completionEntries = params.get(JAVA_INT, 4);
        completionsAt = params.get(JAVA_INT, COMPLETION_OFFSETS + 20);
        rings = map(0, completionsAt + (long) completionEntries * CQE_SIZE);
        submissions = map(MAP_SUBMISSIONS, (long) submissionEntries * SQE_SIZE);
        submissionTail = params.get(JAVA_INT, SUBMISSION_OFFSETS + 4);
        completionHead = params.get(JAVA_INT, COMPLETION_OFFSETS);
        completionTail = params.get(JAVA_INT, COMPLETION_OFFSETS + 4);
        submissionMask = submissionEntries - 1;
        completionMask = completionEntries - 1;
    }

    private MemorySegment map(long offset, long length) throws FuseException {
        long address = Linux.mapShared(fd, offset, length);
        if (address < 0) {
            Linux.close(fd);
            throw new FuseException("cannot map the io_uring: errno " + -address);
        }
        return MemorySegment.ofAddress(address).reinterpret(length);
    }

    private MemorySegment next(int opcode, int target, long tag) {
        MemorySegment sqe = submissions.asSlice((long) (tail & submissionMask) * SQE_SIZE, SQE_SIZE);
        sqe.fill((byte) 0);
        sqe.set(JAVA_BYTE, 0, (byte) opcode);
        sqe.set(JAVA_INT, 4, target);
        sqe.set(JAVA_LONG, 32, tag);
        tail++;
        unsubmitted++;
        return sqe;
    }

    /** Reads from a descriptor; the memory must stay until it is complete. */
    void read(int target, MemorySegment into, long tag) {
        MemorySegment sqe = next(OP_READ, target, tag);
        sqe.set(JAVA_LONG, 16, into.address());
        sqe.set(JAVA_INT, 24, (int) into.byteSize());
    }

    /** A FUSE command: register an entry (address and count of its vectors) or commit a result and fetch. */
    void command(int target, int command, MemorySegment vectors, int vectorCount, long commitId, int queue, long tag) {
        MemorySegment sqe = next(OP_URING_CMD, target, tag);
        sqe.set(JAVA_INT, 8, command);
        sqe.set(JAVA_LONG, 16, vectors.address());
        sqe.set(JAVA_INT, 24, vectorCount);
        sqe.set(JAVA_LONG, COMMAND_AREA + 8, commitId);
        sqe.set(JAVA_SHORT, COMMAND_AREA + 16, (short) queue);
    }

    /** Submits what was prepared and, if asked, waits for a completion. The result is 0 or a negative error number. */
    int enter(boolean wait) {
        INT.setRelease(rings, submissionTail, tail);
        long submitted = Linux.syscall(errno, ENTER, fd, unsubmitted, wait ? 1 : 0, ENTER_GETEVENTS, 0, 0);
        if (submitted < 0) {
            return (int) submitted;
        }
        unsubmitted -= (int) submitted;
        return 0;
    }

    /** Whether completions are there. */
    boolean hasCompletions() {
        return (int) INT.getAcquire(rings, completionTail) != rings.get(JAVA_INT, completionHead);
    }

    /** Hands over the completions that are there. */
    void drain(Completions completions) {
        int end = (int) INT.getAcquire(rings, completionTail);
        for (int head = rings.get(JAVA_INT, completionHead); head != end; head++) {
            long at = completionsAt + (long) (head & completionMask) * CQE_SIZE;
            long tag = rings.get(JAVA_LONG, at);
            int result = rings.get(JAVA_INT, at + 8);
            INT.setRelease(rings, completionHead, head + 1);
            completions.completed(tag, result);
        }
    }

    @Override
    public void close() {
        Linux.unmap(submissions);
        Linux.unmap(rings);
        Linux.close(fd);
    }
}
