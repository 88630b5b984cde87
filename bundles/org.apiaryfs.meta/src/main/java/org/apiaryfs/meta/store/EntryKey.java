package org.apiaryfs.meta.store;

import java.util.Optional;
import org.apiaryfs.protocol.model.EntryInfo;

/**
 * An entry ID in the form in which it is stored: its three numbers in 12 bytes, the time first so
 * that what was created together stands together.
 *
 * <p>IDs with a fixed meaning ("root", "disposal", "mdisposal", and "" for no entry at all) have
 * node number 0, which no node has. Immutable.
 *
 * @param time seconds since 1970, unsigned
 * @param counter running number, unsigned
 * @param node numeric ID of the node that made it; 0 in reserved IDs
 */
public record EntryKey(int time, int counter, int node) {
    /** Bytes of the stored form. */
    public static final int SIZE = 12;
    /** No entry: the parent of the root. */
    public static final EntryKey NONE = new EntryKey(0, 0, 0);
    public static final EntryKey ROOT = new EntryKey(0, 1, 0);
    /** Directory of unlinked files that are still needed. */
    public static final EntryKey DISPOSAL = new EntryKey(0, 2, 0);
    /** The same for mirrored files. */
    public static final EntryKey MIRRORED_DISPOSAL = new EntryKey(0, 3, 0);

    /** The key of an entry ID, empty if no entry can have that ID. */
    public static Optional<EntryKey> parse(String id) {
        switch (id) {
            case EntryInfo.ROOT_ID:
                return Optional.of(ROOT);
            case EntryInfo.DISPOSAL_ID:
                return Optional.of(DISPOSAL);
            case EntryInfo.MIRRORED_DISPOSAL_ID:
                return Optional.of(MIRRORED_DISPOSAL);
            default:
                return parseNumbers(id);
        }
    }

    private static Optional<EntryKey> parseNumbers(String id) {
        int first = id.indexOf('-');
        int second = first < 0 ? -1 : id.indexOf('-', first + 1);
        if (second < 0) {
            return Optional.empty();
        }
        long counter = hex(id, 0, first);
        long time = hex(id, first + 1, second);
        long node = hex(id, second + 1, id.length());
        // Node 0 would collide with the reserved IDs.
        return counter < 0 || time < 0 || node <= 0
                ? Optional.empty()
                : Optional.of(new EntryKey((int) time, (int) counter, (int) node));
    }

    /** The number, or -1 unless it is written as entry IDs are: upper case, no leading zeros. */
    private static long hex(String text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > 8 || digits > 1 && text.charAt(from) == '0') {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** The entry ID as on the wire; "" for {@link #NONE}. */
    public String id() {
        if (node == 0) {
            return switch (counter) {
                case 1 -> EntryInfo.ROOT_ID;
                case 2 -> EntryInfo.DISPOSAL_ID;
                case 3 -> EntryInfo.MIRRORED_DISPOSAL_ID;
                default -> "";
            };
        }
        return hex(counter) + '-' + hex(time) + '-' + hex(node);
    }

    private static String hex(int number) {
        char[] digits = new char[8];
        int at = 8;
        do {
            digits[--at] = "0123456789ABCDEF".charAt(number & 15);
            number >>>= 4;
        } while (number != 0);
        return new String(digits, at, 8 - at);
    }

    /** True for the two directories that hold unlinked files. */
    public boolean disposal() {
        return equals(DISPOSAL) || equals(MIRRORED_DISPOSAL);
    }

    /** The stored form, a new array. */
    public byte[] bytes() {
        byte[] key = new byte[SIZE];
        put(key, 0);
        return key;
    }

    void put(byte[] target, int at) {
        Bytes.putInt(target, at, time);
        Bytes.putInt(target, at + 4, counter);
        Bytes.putInt(target, at + 8, node);
    }

    static EntryKey at(byte[] source, int at) {
        return new EntryKey(Bytes.getInt(source, at), Bytes.getInt(source, at + 4), Bytes.getInt(source, at + 8));
    }

    @Override
    public String toString() {
        return id();
    }
}
