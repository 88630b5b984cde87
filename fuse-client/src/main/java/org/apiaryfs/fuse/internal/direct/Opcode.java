package org.apiaryfs.fuse.internal.direct;

import java.util.Arrays;

/**
 * Numbers of the kernel's requests, and the size of the fixed structure that follows each header.
 *
 * <p>Source: the FUSE kernel protocol, version 7.45. Threading: constants.
 */
final class Opcode {
    static final int LOOKUP = 1;
    static final int FORGET = 2;
    static final int GETATTR = 3;
    static final int SETATTR = 4;
    static final int READLINK = 5;
    static final int SYMLINK = 6;
    static final int MKNOD = 8;
    static final int MKDIR = 9;
    static final int UNLINK = 10;
    static final int RMDIR = 11;
    static final int RENAME = 12;
    static final int LINK = 13;
    static final int OPEN = 14;
    static final int READ = 15;
    static final int WRITE = 16;
    static final int STATFS = 17;
    static final int RELEASE = 18;
    static final int FSYNC = 20;
    static final int SETXATTR = 21;
    static final int GETXATTR = 22;
    static final int LISTXATTR = 23;
    static final int REMOVEXATTR = 24;
    static final int FLUSH = 25;
    static final int INIT = 26;
    static final int OPENDIR = 27;
    static final int READDIR = 28;
    static final int RELEASEDIR = 29;
    static final int FSYNCDIR = 30;
    static final int GETLK = 31;
    static final int SETLK = 32;
    static final int SETLKW = 33;
    static final int CREATE = 35;
    static final int INTERRUPT = 36;
    static final int DESTROY = 38;
    static final int IOCTL = 39;
    static final int NOTIFY_REPLY = 41;
    static final int BATCH_FORGET = 42;
    static final int FALLOCATE = 43;
    static final int READDIRPLUS = 44;
    static final int RENAME2 = 45;
    static final int LSEEK = 46;
    static final int COPY_FILE_RANGE = 47;
    static final int STATX = 52;
    static final int COPY_FILE_RANGE_64 = 53;

    private static final int[] IN_SIZE = new int[64];

    static {
        Arrays.fill(IN_SIZE, 0);
        size(8, FORGET, LINK, MKDIR, RENAME, OPEN, OPENDIR, GETXATTR, LISTXATTR, INTERRUPT, BATCH_FORGET);
        size(16, GETATTR, MKNOD, FSYNC, FSYNCDIR, SETXATTR, CREATE, RENAME2);
        size(24, RELEASE, RELEASEDIR, FLUSH, LSEEK, STATX);
        size(32, IOCTL, FALLOCATE);
        size(40, READ, READDIR, READDIRPLUS, WRITE, NOTIFY_REPLY);
        size(48, GETLK, SETLK, SETLKW);
        size(56, COPY_FILE_RANGE, COPY_FILE_RANGE_64);
        size(64, INIT);
        size(88, SETATTR);
    }

    private Opcode() { }

    private static void size(int bytes, int... opcodes) {
        for (int opcode : opcodes) {
            IN_SIZE[opcode] = bytes;
        }
    }

    /** Bytes of the structure between header and names or data. */
    static int inSize(int opcode) {
        return opcode >= 0 && opcode < IN_SIZE.length ? IN_SIZE[opcode] : 0;
    }
}
