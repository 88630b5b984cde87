package org.apiaryfs.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * Puts a file's content and attributes into another file, and that in the first one's place unless it was changed meanwhile.
 * Used by one thread.
 */
final class FileCopy {
    private static final int BUFFER = 32 << 20;
    /** What is looked at for being a hole at a time. */
    private static final int PIECE = 64 << 10;
    private static final String ATTRIBUTES = "unix:ino,mode,uid,gid,size,nlink,lastModifiedTime,ctime,lastAccessTime";

    private final Path from;
    private final Map<String, Object> before;

    private FileCopy(Path from, Map<String, Object> before) {
        this.from = from;
        this.before = before;
    }

    /** Looks at the file to be copied. */
    static FileCopy of(Path from) throws IOException {
        return new FileCopy(from, attributes(from));
    }

    private static Map<String, Object> attributes(Path path) throws IOException {
        return Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    /** Bytes. */
    long size() {
        return (long) before.get("size");
    }

    /** Number of names. */
    int links() {
        return (int) before.get("nlink");
    }

    /** Makes the other file, which is there and empty, a copy, with owner, permissions and extended attributes. */
    void into(Path to) throws IOException {
        // Whoever may write in the directory could have put a link in the place of either.
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel target = FileChannel.open(to, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.clamp(size(), 1, BUFFER));
            long position = 0;
            while (source.read(buffer.clear(), position) > 0) {
                buffer.flip();
                int length = buffer.limit();
                writeWithoutHoles(buffer, target, position);
                position += length;
            }
            if (target.size() < position) {
                target.write(ByteBuffer.allocate(1), position - 1); // it ends with a hole
            }
            target.force(true); // the original is removed next
        }
        attributesInto(to);
    }

    private static void writeWithoutHoles(ByteBuffer data, FileChannel to, long position) throws IOException {
        int length = data.limit();
        for (int at = 0; at < length; at += PIECE) {
            ByteBuffer piece = data.slice(at, Math.min(PIECE, length - at));
            if (piece.mismatch(ByteBuffer.allocate(piece.limit())) >= 0) {
                long where = position + at;
                while (piece.hasRemaining()) {
                    where += to.write(piece, where);
                }
            }
        }
    }

    private void attributesInto(Path to) throws IOException {
        Files.setAttribute(to, "unix:uid", before.get("uid"), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(to, "unix:gid", before.get("gid"), LinkOption.NOFOLLOW_LINKS);
        if (!Files.isSymbolicLink(to)) {
            Files.setAttribute(to, "unix:mode", (int) before.get("mode") & 07777, LinkOption.NOFOLLOW_LINKS);
            ExtendedAttributes.copy(from, to);
        }
    }

    /** Makes the other name a symbolic link to the same. */
    void linkInto(Path to) throws IOException {
        Files.createSymbolicLink(to, Files.readSymbolicLink(from));
        attributesInto(to);
    }

    /** Puts the copy in the file's place; false if the file was changed since it was looked at, and nothing was done. */
    boolean replaceBy(Path copy) throws IOException {
        Map<String, Object> now = attributes(from);
        for (String name : new String[] {"ino", "size", "nlink", "lastModifiedTime", "ctime"}) {
            if (!now.get(name).equals(before.get(name))) {
                return false;
            }
        }
        Files.move(copy, from, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!Files.isSymbolicLink(from)) {
            Files.getFileAttributeView(from, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes((FileTime) before.get("lastModifiedTime"), (FileTime) before.get("lastAccessTime"), null);
        }
        return true;
    }
}
