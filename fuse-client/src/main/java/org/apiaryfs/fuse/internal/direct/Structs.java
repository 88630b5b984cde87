package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apiaryfs.fuse.AttributeChange;
import org.apiaryfs.fuse.Attributes;
import org.apiaryfs.fuse.Entry;
import org.apiaryfs.fuse.FileLock;
import org.apiaryfs.fuse.FileSystemStats;
import org.apiaryfs.fuse.FileType;

/**
 * The kernel's structures in memory.
 *
 * <p>Source: the FUSE kernel protocol, version 7.45; integers in the machine's order. Threading: stateless.
 */
final class Structs {
    static final int IN_HEADER_SIZE = 40;
    static final int OUT_HEADER_SIZE = 16;
    static final int ATTR_SIZE = 88;
    static final int ATTR_OUT_SIZE = 16 + ATTR_SIZE;
    static final int ENTRY_OUT_SIZE = 40 + ATTR_SIZE;
    static final int OPEN_OUT_SIZE = 16;
    static final int STATFS_OUT_SIZE = 80;
    static final int STATX_OUT_SIZE = 288;
    static final int LOCK_SIZE = 24;
    static final int DIRENT_SIZE = 24;

    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED;

    private static final int STATX_BASIC = 0x7ff;
    private static final int STATX_BIRTH = 0x800;

    private Structs() { }

    static void attr(MemorySegment out, long at, Attributes a) {
        out.set(LONG, at, a.inode());
        out.set(LONG, at + 8, a.size());
        out.set(LONG, at + 16, a.blocks());
        out.set(LONG, at + 24, a.atime().getEpochSecond());
        out.set(LONG, at + 32, a.mtime().getEpochSecond());
        out.set(LONG, at + 40, a.ctime().getEpochSecond());
        out.set(INT, at + 48, a.atime().getNano());
        out.set(INT, at + 52, a.mtime().getNano());
        out.set(INT, at + 56, a.ctime().getNano());
        out.set(INT, at + 60, a.mode());
        out.set(INT, at + 64, a.linkCount());
        out.set(INT, at + 68, a.uid());
        out.set(INT, at + 72, a.gid());
        out.set(INT, at + 76, a.device());
        out.set(INT, at + 80, a.blockSize());
        out.set(INT, at + 84, 0);
    }

    static void attrOut(MemorySegment out, Attributes attributes, Duration validity) {
        out.set(LONG, 0, seconds(validity));
        out.set(INT, 8, validity.getNano());
        out.set(INT, 12, 0);
        attr(out, 16, attributes);
    }

    static void entryOut(MemorySegment out, long at, Entry entry) {
        out.set(LONG, at, entry.nodeId());
        out.set(LONG, at + 8, entry.generation());
        validities(out, at, entry.entryValidity(), entry.attributeValidity());
        attr(out, at + 40, entry.attributes());
    }

    static void negativeEntryOut(MemorySegment out, Duration validity) {
        out.fill((byte) 0);
        validities(out, 0, validity, Duration.ZERO);
    }

    private static void validities(MemorySegment out, long at, Duration name, Duration attributes) {
        out.set(LONG, at + 16, seconds(name));
        out.set(LONG, at + 24, seconds(attributes));
        out.set(INT, at + 32, name.getNano());
        out.set(INT, at + 36, attributes.getNano());
    }

    private static long seconds(Duration validity) {
        return Math.max(0, validity.getSeconds());
    }

    static void openOut(MemorySegment out, long at, long handle, int flags) {
        out.set(LONG, at, handle);
        out.set(INT, at + 8, flags);
        out.set(INT, at + 12, 0);
    }

    static void statfsOut(MemorySegment out, FileSystemStats s) {
        out.fill((byte) 0);
        out.set(LONG, 0, s.blocks());
        out.set(LONG, 8, s.blocksFree());
        out.set(LONG, 16, s.blocksAvailable());
        out.set(LONG, 24, s.files());
        out.set(LONG, 32, s.filesFree());
        out.set(INT, 40, s.blockSize());
        out.set(INT, 44, s.nameLength());
        out.set(INT, 48, s.fragmentSize());
    }

    static void statxOut(MemorySegment out, Attributes a, Optional<Instant> birth, Duration validity) {
        out.fill((byte) 0);
        out.set(LONG, 0, seconds(validity));
        out.set(INT, 8, validity.getNano());
        long at = 32;
        out.set(INT, at, STATX_BASIC | (birth.isPresent() ? STATX_BIRTH : 0));
        out.set(INT, at + 4, a.blockSize());
        out.set(INT, at + 16, a.linkCount());
        out.set(INT, at + 20, a.uid());
        out.set(INT, at + 24, a.gid());
        out.set(SHORT, at + 28, (short) a.mode());
        out.set(LONG, at + 32, a.inode());
        out.set(LONG, at + 40, a.size());
        out.set(LONG, at + 48, a.blocks());
        statxTime(out, at + 64, a.atime());
        birth.ifPresent(time -> statxTime(out, at + 80, time));
        statxTime(out, at + 96, a.ctime());
        statxTime(out, at + 112, a.mtime());
        out.set(INT, at + 128, a.device() >>> 8 & 0xfff);
        out.set(INT, at + 132, a.device() & 0xff | a.device() >>> 12 & 0xfff00);
    }

    private static void statxTime(MemorySegment out, long at, Instant time) {
        out.set(LONG, at, time.getEpochSecond());
        out.set(INT, at + 8, time.getNano());
    }

    /** Bytes of a directory entry including its padding. */
    static int direntSize(int nameLength) {
        return (DIRENT_SIZE + nameLength + 7) & ~7;
    }

    static void dirent(MemorySegment out, long at, byte[] name, long inode, FileType type, long cookie) {
        out.set(LONG, at, inode);
        out.set(LONG, at + 8, cookie);
        out.set(INT, at + 16, name.length);
        out.set(INT, at + 20, type.code());
        MemorySegment.copy(name, 0, out, JAVA_BYTE, at + DIRENT_SIZE, name.length);
        long end = at + direntSize(name.length);
        for (long pad = at + DIRENT_SIZE + name.length; pad < end; pad++) {
            out.set(JAVA_BYTE, pad, (byte) 0);
        }
    }

    static FileLock lock(MemorySegment in, long at) {
        int type = in.get(INT, at + 16);
        FileLock.Type[] types = FileLock.Type.values();
        if (type < 0 || type >= types.length) {
            throw new IllegalArgumentException("lock type " + type);
        }
        return new FileLock(types[type], in.get(LONG, at), in.get(LONG, at + 8), in.get(INT, at + 20));
    }

    static void lock(MemorySegment out, FileLock lock) {
        out.set(LONG, 0, lock.start());
        out.set(LONG, 8, lock.end());
        out.set(INT, 16, lock.type().ordinal());
        out.set(INT, 20, lock.pid());
    }

    static AttributeChange attributeChange(MemorySegment in, long at) {
        int valid = in.get(INT, at);
        return new AttributeChange(
                bit(valid, 6) ? OptionalLong.of(in.get(LONG, at + 8)) : OptionalLong.empty(),
                bit(valid, 0) ? OptionalInt.of(in.get(INT, at + 68) & 07777) : OptionalInt.empty(),
                bit(valid, 1) ? OptionalInt.of(in.get(INT, at + 76)) : OptionalInt.empty(),
                bit(valid, 2) ? OptionalInt.of(in.get(INT, at + 80)) : OptionalInt.empty(),
                bit(valid, 3) ? OptionalLong.of(in.get(LONG, at + 16)) : OptionalLong.empty(),
                time(bit(valid, 4), bit(valid, 7), in, at + 32, at + 56),
                time(bit(valid, 5), bit(valid, 8), in, at + 40, at + 60),
                bit(valid, 10) ? Optional.of(instant(in, at + 48, at + 64)) : Optional.empty(),
                bit(valid, 9) ? OptionalLong.of(in.get(LONG, at + 24)) : OptionalLong.empty(),
                bit(valid, 11));
    }

    private static Optional<AttributeChange.Time> time(boolean given, boolean now, MemorySegment in, long seconds,
            long nanos) {
        if (now) {
            return Optional.of(new AttributeChange.Time.Now());
        }
        return given ? Optional.of(new AttributeChange.Time.At(instant(in, seconds, nanos))) : Optional.empty();
    }

    /** Seconds beyond what Java can hold are brought to its ends. */
    private static Instant instant(MemorySegment in, long secondsAt, long nanosAt) {
        long seconds = Math.clamp(in.get(LONG, secondsAt), Instant.MIN.getEpochSecond(),
                Instant.MAX.getEpochSecond());
        return Instant.ofEpochSecond(seconds, in.get(INT, nanosAt) & 0xffffffffL);
    }

    private static boolean bit(int bits, int index) {
        return (bits >>> index & 1) != 0;
    }
}
