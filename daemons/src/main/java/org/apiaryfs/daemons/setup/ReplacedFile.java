package org.apiaryfs.daemons.setup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Replaces text files so that a crash leaves the old or the new text, and owner, group and permissions stay. Stateless. */
final class ReplacedFile {
    private ReplacedFile() { }

    /** The directory is made if it is missing. */
    static void write(Path file, String text) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file; // through links
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(temporary, text);
        if (Files.exists(target)) {
            PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
            PosixFileAttributeView now = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
            now.setOwner(old.owner());
            now.setGroup(old.group());
            now.setPermissions(old.permissions());
        }
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
