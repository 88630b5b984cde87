package org.apiaryfs.ui.administration.files;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.Icons;
import org.apiaryfs.ui.administration.forms.HostAccounts;

/** The columns of a directory's content. UI thread only. */
final class FileColumns {
    private static final Comparator<FileRow> BY_NAME = Comparator.comparing((FileRow row) -> !row.directory())
            .thenComparing(FileRow::text, String.CASE_INSENSITIVE_ORDER).thenComparing(FileRow::name);

    private FileColumns() { }

    /** @param accounts for the names of owners */
    static List<Column<FileRow>> of(Supplier<Optional<HostAccounts>> accounts) {
        return List.of(
                Column.words(Messages.Column_name, 155, FileRow::text).withOrder(BY_NAME)
                        .withImage(row -> Icons.of(FileColumns.class, icon(row.type())))
                        .withConcern(row -> row.problem().isPresent() ? Concern.WARNING : Concern.NONE),
                Column.numbers(Messages.Column_size, 75, FileRow::size, size -> size < 0 ? "" : Bytes.text(size)),
                words(Messages.Column_owner, 105, stat -> EntryText.owner(stat, accounts.get())),
                words(Messages.Column_permissions, 98, stat -> EntryText.permissions(stat.mode())),
                words(Messages.Column_modified, 122, stat -> EntryText.time(stat.mtime())),
                Column.words(Messages.Column_stripes, 80, FileColumns::stripes),
                Column.words(Messages.Column_type, 90, row -> EntryText.type(row.type())));
    }

    private static Column<FileRow> words(String title, int width, Function<StatData, String> text) {
        return Column.words(title, width, row -> row.stat().map(text).orElse(""));
    }

    private static String stripes(FileRow row) {
        return row.known().filter(known -> row.directory() || row.type() == EntryType.REGULAR).map(known -> EntryText.pattern(known.details().pattern())).orElse("");
    }

    static String icon(EntryType type) {
        return switch (type) {
            case DIRECTORY -> "icons/directory.svg";
            case REGULAR -> "icons/file.svg";
            case SYMLINK -> "icons/symlink.svg";
            default -> "icons/special-file.svg";
        };
    }
}
