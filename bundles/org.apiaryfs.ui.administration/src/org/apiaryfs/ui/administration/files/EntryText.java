package org.apiaryfs.ui.administration.files;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.SizeText;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.administration.forms.HostAccounts;
import org.eclipse.osgi.util.NLS;

/** What is known of files and directories, in words. Stateless; any thread. */
public final class EntryText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String BITS = "rwxrwxrwx";
    private static final int[] SPECIAL = {04000, 02000, 01000}; // set-user-ID, set-group-ID, sticky
    private static final String SPECIAL_LETTERS = "sst";

    private EntryText() { }

    static String type(EntryType type) {
        return switch (type) {
            case DIRECTORY -> Messages.Type_directory;
            case REGULAR -> Messages.Type_file;
            case SYMLINK -> Messages.Type_symlink;
            case BLOCK_DEVICE, CHAR_DEVICE -> Messages.Type_device;
            case FIFO -> Messages.Type_pipe;
            case SOCKET -> Messages.Type_socket;
            case INVALID -> Messages.Type_unknown;
        };
    }

    /** Names where this computer knows them. @param accounts empty as long as it hasn't been asked */
    static String owner(StatData stat, Optional<HostAccounts> accounts) {
        return accounts.map(known -> known.users().of(stat.uid())).orElse(Integer.toUnsignedString(stat.uid())) + ":"
                + accounts.map(known -> known.groups().of(stat.gid())).orElse(Integer.toUnsignedString(stat.gid()));
    }

    /** Permissions as {@code ls} shows them, without the letter of the type. */
    public static String permissions(int mode) {
        var text = new StringBuilder(BITS);
        for (int i = 0; i < BITS.length(); i++) {
            if ((mode >> BITS.length() - 1 - i & 1) == 0) {
                text.setCharAt(i, '-');
            }
        }
        for (int i = 0; i < SPECIAL.length; i++) {
            if ((mode & SPECIAL[i]) != 0) {
                int place = 3 * i + 2;
                char letter = SPECIAL_LETTERS.charAt(i);
                text.setCharAt(place, text.charAt(place) == 'x' ? letter : Character.toUpperCase(letter));
            }
        }
        return text.toString();
    }

    static String octal(int mode) {
        return String.format("%04o", mode & 07777);
    }

    /** @param seconds since 1970 */
    static String time(long seconds) {
        return TIME.format(Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault()));
    }

    static String patternType(int type) {
        return switch (type) {
            case StripePattern.RAID0 -> Messages.Pattern_raid0;
            case StripePattern.RAID10 -> Messages.Pattern_raid10;
            case StripePattern.BUDDY_MIRROR -> Messages.Pattern_mirror;
            default -> Integer.toString(type);
        };
    }

    /** Number of targets and size of chunks; of a directory what new files get. */
    static String pattern(StripePattern pattern) {
        int number = pattern.targets().isEmpty() ? pattern.defaultTargets() : pattern.targets().size();
        return number + " × " + SizeText.exact(pattern.chunkSize()) + (pattern.typeNumber() == StripePattern.RAID0 ? "" : " " + Messages.Pattern_mirrored);
    }

    static String pool(int id, ClusterSnapshot snapshot) {
        return snapshot.pools().stream().filter(pool -> pool.id() == id).findFirst().map(EntryText::pool).orElse(Integer.toString(id));
    }

    static String pool(TargetPool pool) {
        return NLS.bind(Messages.Pool, pool.description(), pool.id());
    }

    /** A path below a directory. */
    static String child(String directory, String name) {
        return (directory.equals("/") ? "/" : directory + "/") + name;
    }

    /** The directory that a path is in; the root is in itself. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** A path as it may be asked for: with one slash at the beginning and none at the end. */
    public static String path(String entered) {
        String path = ("/" + entered.strip()).replaceAll("/+", "/");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
