package org.apiaryfs.admin;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Quotas as a table for spreadsheets: values separated by commas (RFC 4180), a line for each user or group below one with the
 * names of the columns. {@link QuotaImport} reads it. Stateless.
 */
public final class QuotaSheet {
    static final String KIND = "kind";
    static final String POOL = "pool";
    static final String ID = "id";
    static final String NAME = "name";
    static final String SIZE_LIMIT = "sizeLimit";
    static final String INODE_LIMIT = "inodeLimit";
    private static final List<String> COLUMNS = List.of(KIND, POOL, ID, NAME, SIZE_LIMIT, INODE_LIMIT, "sizeUsed", "inodesUsed");

    private QuotaSheet() {}

    /** The limits that users or groups have of their own in a pool, and what they use. */
    public static String text(int pool, Quotas.Kind kind, List<OwnerQuota> owners, HostNames names) {
        String head = kind(kind) + ',' + pool + ',';
        return String.join(",", COLUMNS) + '\n' + owners.stream().map(owner -> head + Integer.toUnsignedString(owner.id()) + ',' + quoted(names.of(owner.id()))
                + ',' + LimitText.exact(owner.own().size()) + ',' + LimitText.exact(owner.own().inodes()) + ',' + Long.toUnsignedString(owner.used().size())
                + ',' + Long.toUnsignedString(owner.used().inodes()) + '\n').collect(Collectors.joining());
    }

    static String kind(Quotas.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n') ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
