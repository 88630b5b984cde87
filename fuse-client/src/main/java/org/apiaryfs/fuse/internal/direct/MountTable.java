package org.apiaryfs.fuse.internal.direct;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * This process's view of what is mounted where. Reading it never touches a mounted file system.
 *
 * <p>Source: proc(5), mountinfo. Threading: stateless.
 */
final class MountTable {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int DEVICE_FIELD = 2;
    private static final int MOUNT_POINT_FIELD = 4;

    private MountTable() { }

    /** Minor device number of what is mounted last on this path; it names a FUSE connection. */
    static Optional<String> minorDevice(Path mountPoint) {
        String wanted = escaped(mountPoint);
        Optional<String> last = Optional.empty();
        for (String line : lines()) {
            String[] fields = line.split(" ");
            if (fields.length > MOUNT_POINT_FIELD && fields[MOUNT_POINT_FIELD].equals(wanted)) {
                last = Optional.of(fields[DEVICE_FIELD].substring(fields[DEVICE_FIELD].indexOf(':') + 1));
            }
        }
        return last;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The path as the table writes it: blanks and backslashes in octal. */
    private static String escaped(Path path) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : path.toString().getBytes(Linux.FILE_NAMES)) {
            if (b == ' ' || b == '\t' || b == '\n' || b == '\\') {
                escaped.append("\\%03o".formatted((int) b));
            } else {
                escaped.append((char) (b & 0xff));
            }
        }
        return escaped.toString();
    }
}
