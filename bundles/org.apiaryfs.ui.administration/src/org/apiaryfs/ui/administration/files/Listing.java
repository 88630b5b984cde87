package org.apiaryfs.ui.administration.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apiaryfs.admin.DirectoryLook;
import org.apiaryfs.admin.DirectoryPage;
import org.apiaryfs.admin.Entries;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.ui.administration.forms.Question;
import org.eclipse.swt.widgets.Control;

/**
 * The content of a directory as it comes in: a page of names, then what is known of them, then the next page. Pauses at times, so
 * that a directory with millions of entries doesn't fill the memory. UI thread only; so is the listener.
 */
final class Listing {
    private static final int PAGE = 100; // names; servers' answers have room for some hundred
    private static final int PART = 5000; // entries after which it pauses

    private final Control asker;
    private final Entries entries;
    private final String directory;
    private final Consumer<Listing> listener;
    private final List<FileRow> rows = new ArrayList<>();
    private OptionalLong next = OptionalLong.empty();
    private Optional<Question> question = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private int limit;

    /** Begins. The listener is told whenever more is known. */
    Listing(Control asker, Entries entries, String directory, Consumer<Listing> listener) {
        this.asker = asker;
        this.entries = entries;
        this.directory = directory;
        this.listener = listener;
        more();
    }

    /** Goes on after a pause. */
    void more() {
        limit = rows.size() + PART;
        ask(entries.list(directory, next, PAGE), this::named);
    }

    /** Ends it; the listener is told nothing more. */
    void close() {
        question.ifPresent(Question::drop);
        question = Optional.empty();
    }

    String directory() {
        return directory;
    }

    /** In the server's order. */
    List<FileRow> rows() {
        return rows;
    }

    /** Whether more is coming by itself. */
    boolean busy() {
        return question.isPresent();
    }

    /** Whether it has paused, and {@link #more} goes on. */
    boolean paused() {
        return !busy() && problem.isEmpty() && next.isPresent();
    }

    /** Why there is not more. */
    Optional<Problem> problem() {
        return problem;
    }

    private <T> void ask(CompletableFuture<T> answer, Consumer<T> told) {
        question = Optional.of(Question.ask(asker, answer, value -> {
            question = Optional.empty();
            told.accept(value);
        }, why -> {
            question = Optional.empty();
            problem = Optional.of(why);
            listener.accept(this);
        }));
    }

    private void named(DirectoryPage page) {
        boolean alone = rows.isEmpty() || page.entries().isEmpty(); // else the names come with what is known of them
        int from = rows.size();
        page.entries().forEach(entry -> rows.add(FileRow.of(entry)));
        next = page.next();
        if (!page.entries().isEmpty()) {
            ask(entries.look(directory, page.entries().stream().map(DirectoryPage.Entry::name).toList()), look -> looked(look, from));
        }
        if (alone) {
            listener.accept(this);
        }
    }

    private void looked(DirectoryLook look, int from) {
        for (int i = from; i < rows.size(); i++) {
            rows.set(i, with(rows.get(i), look));
        }
        if (next.isPresent() && rows.size() < limit) {
            ask(entries.list(directory, next, PAGE), this::named);
        }
        listener.accept(this);
    }

    private static FileRow with(FileRow row, DirectoryLook look) {
        return Optional.ofNullable(look.entries().get(row.name())).map(row::with)
                .or(() -> Optional.ofNullable(look.problems().get(row.name())).map(row::with)).orElse(row);
    }
}
