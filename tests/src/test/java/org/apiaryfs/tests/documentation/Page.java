package org.apiaryfs.tests.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiaryfs.tests.support.Repository;

/**
 * A page of the documentation some parts of which follow from the code. Such a part stands between
 * the lines {@code <!-- part: NAME -->} and {@code <!-- end -->}. Threading: one thread.
 *
 * @param file below the root of the source tree
 */
record Page(Path file) {
    /** Set to "write" to have the parts written instead of compared. */
    private static final String MODE = "apiary.docs";

    static Page of(String name) {
        return new Page(Repository.root().resolve("docs").resolve(name));
    }

    /** Fails if a part doesn't hold these lines; or makes it hold them. */
    void has(String part, List<String> lines) throws IOException {
        String begin = "<!-- part: " + part + " -->\n";
        String end = "<!-- end -->";
        String text = Files.readString(file);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        if (from < begin.length() || to < 0) {
            throw new AssertionError(file + " has no part between '" + begin.strip() + "' and '" + end + "'");
        }
        String wanted = "\n" + String.join("\n", lines) + "\n\n";
        if (System.getProperty(MODE, "").equals("write")) {
            Files.writeString(file, text.substring(0, from) + wanted + text.substring(to));
            return;
        }
        assertEquals(wanted, text.substring(from, to), () -> "The part '" + part + "' of " + file + " is out of date. Run this test with -D"
                + MODE + "=write, or paste this into it:\n" + wanted);
    }

    /** A table's row. */
    static String row(Object... cells) {
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            row.append(' ').append(cell).append(cell.toString().isEmpty() ? "|" : " |");
        }
        return row.toString();
    }
}
