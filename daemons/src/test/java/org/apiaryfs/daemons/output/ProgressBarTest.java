package org.apiaryfs.daemons.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String shown() {
        String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "|").replace("\u001b[?7l", "<").replace("\u001b[?7h", ">");
        bytes.reset();
        return text;
    }

    @Test
    void tellsThePartAndThenMakesRoom() {
        try (ProgressBar bar = ProgressBar.on(terminal)) {
            bar.show(1, 2, "files");
            assertEquals("|<[" + "#".repeat(15) + " ".repeat(15) + "]  50% files>", shown());
            bar.show(2, 2, "files");
            assertEquals("", shown(), "faster than people can read");
        }
        assertEquals("|", shown());
    }

    @Test
    void withoutAWholeThereIsOnlyTheText() {
        try (ProgressBar bar = ProgressBar.on(terminal)) {
            bar.show(7, 0, "7 entries");
            assertEquals("|<7 entries>", shown());
        }
    }
}
