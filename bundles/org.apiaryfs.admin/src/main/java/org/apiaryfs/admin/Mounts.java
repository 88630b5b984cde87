package org.apiaryfs.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The kernel's table of mounts; Linux only. Stateless. */
public final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final String TYPE_FOLLOWS = " - ";
    /** Apiary's mount, and that of BeeGFS's kernel module. */
    private static final List<String> TYPES = List.of("fuse.apiary", "beegfs");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    private Mounts() {}

    /** True if something is mounted on a directory, even if it doesn't answer. */
    public static boolean mounted(Path directory) throws IOException {
        String wanted = directory.toString();
        for (String line : Files.readAllLines(TABLE, StandardCharsets.UTF_8)) {
            if (unescape(line.split(" ")[MOUNT_POINT]).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Where clusters are mounted. */
    public static List<Path> ofClusters() throws IOException {
        List<Path> mounts = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE, StandardCharsets.UTF_8)) {
            String type = line.substring(line.indexOf(TYPE_FOLLOWS) + TYPE_FOLLOWS.length()).split(" ")[0];
            if (TYPES.contains(type)) {
                mounts.add(Path.of(unescape(line.split(" ")[MOUNT_POINT])));
            }
        }
        return mounts;
    }

    static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll((MatchResult m) -> java.util.regex.Matcher.quoteReplacement(
                String.valueOf((char) Integer.parseInt(m.group(1), 8))));
    }
}
