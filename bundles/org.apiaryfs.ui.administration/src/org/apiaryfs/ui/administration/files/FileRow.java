package org.apiaryfs.ui.administration.files;

import java.util.Optional;
import org.apiaryfs.admin.DirectoryPage;
import org.apiaryfs.admin.EntryName;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.WalkedEntry;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;

/**
 * A name in a directory, with what is known of it so far. Immutable.
 *
 * @param name as the server has it
 * @param text of the name, as people see and type it
 * @param known empty as long as nobody has looked at the entry
 * @param problem why nobody can look at it
 */
record FileRow(String name, String text, EntryType type, Optional<WalkedEntry> known, Optional<Problem> problem) {
    static FileRow of(DirectoryPage.Entry entry) {
        return new FileRow(entry.name(), EntryName.of(entry.name()), entry.type(), Optional.empty(), Optional.empty());
    }

    FileRow with(WalkedEntry entry) {
        return new FileRow(name, text, type, Optional.of(entry), Optional.empty());
    }

    FileRow with(Problem why) {
        return new FileRow(name, text, type, known, Optional.of(why));
    }

    boolean directory() {
        return type == EntryType.DIRECTORY;
    }

    Optional<StatData> stat() {
        return known.flatMap(WalkedEntry::stat);
    }

    /** Bytes of a file; −1 if they aren't known, and for others. */
    long size() {
        return type == EntryType.REGULAR ? stat().map(StatData::size).orElse(-1L) : -1;
    }
}
