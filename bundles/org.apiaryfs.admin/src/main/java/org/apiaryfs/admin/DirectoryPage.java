package org.apiaryfs.admin;

import java.util.List;
import java.util.OptionalLong;
import org.apiaryfs.protocol.model.EntryType;

/**
 * Part of a directory's content. Immutable.
 *
 * @param entries in the server's order
 * @param next where to go on; empty at the end
 */
public record DirectoryPage(List<Entry> entries, OptionalLong next) {
    public DirectoryPage {
        entries = List.copyOf(entries);
    }

    /**
     * A name in a directory. Immutable.
     *
     * @param name its bytes, one char each; {@link EntryName#of} shows it
     * @param type what it is
     * @param entryId its entry ID
     */
    public record Entry(String name, EntryType type, String entryId) {}
}
