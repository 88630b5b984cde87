package org.apiaryfs.fuse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What a name can stand for. Threading: immutable. */
enum Kind {
    REGULAR(8), DIRECTORY(4), SYMLINK(10), FIFO(1), SOCKET(12), CHARACTER_DEVICE(2), BLOCK_DEVICE(6);

    private static final int PERMISSIONS = 0644;
    private static final int SEARCHABLE = 0755;
    private static final int DEVICE = 1 << 8 | 3;
    private static final int TYPE_SHIFT = 12;
    private static final int TYPES = 017;

    private final int type;

    Kind(int type) {
        this.type = type;
    }

    /** The type in listings, as of readdir(3). */
    int listed() {
        return type;
    }

    /** Makes one; devices are made by root only. */
    void make(String path) {
        switch (this) {
            case DIRECTORY -> Posix.mkdir(path, SEARCHABLE);
            case SYMLINK -> Posix.symlink("target", path);
            default -> Posix.mknod(path, type << TYPE_SHIFT | PERMISSIONS, this == CHARACTER_DEVICE || this == BLOCK_DEVICE ? DEVICE : 0);
        }
    }

    /** Removes one. */
    void remove(String path) {
        if (this == DIRECTORY) {
            Posix.rmdir(path);
        } else {
            Posix.unlink(path);
        }
    }

    /** What is at a path. */
    static Kind of(String path) {
        int mode;
        try {
            mode = (int) Files.getAttribute(Path.of(path), "unix:mode", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Kind kind : values()) {
            if (kind.type == (mode >> TYPE_SHIFT & TYPES)) {
                return kind;
            }
        }
        throw new AssertionError(path + " has mode " + Integer.toOctalString(mode));
    }
}
