package org.apiaryfs.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.ui.internal.Messages;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** Saves lines of a table as comma-separated values, as RFC 4180 wants them, in UTF-8. Stateless. */
public final class CsvFile {
    private static final String ENDING = ".csv";

    private CsvFile() { }

    /** All lines as text. */
    public static String text(List<List<String>> lines) {
        return lines.stream().map(line -> line.stream().map(CsvFile::quoted).collect(Collectors.joining(",", "", "\r\n"))).collect(Collectors.joining());
    }

    /** Asks for a file, and writes it in the background. UI thread. */
    public static void save(Shell shell, String suggestedName, List<List<String>> lines) {
        var dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(Messages.Csv_title);
        dialog.setFilterNames(new String[] {Messages.Csv_format});
        dialog.setFilterExtensions(new String[] {"*" + ENDING});
        dialog.setFileName(suggestedName + ENDING);
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            Path file = Path.of(chosen);
            write(file.getFileName().toString().contains(".") ? file : Path.of(chosen + ENDING), lines).start(done -> { });
        }
    }

    /** The operation that writes a file. */
    public static Task<Void> write(Path file, List<List<String>> lines) {
        return new Task<>(NLS.bind(Messages.Csv_task, file.getFileName()), progress -> {
            var done = new CompletableFuture<Void>();
            Thread.ofVirtual().name("csv").start(() -> {
                try {
                    Files.writeString(file, text(lines), StandardCharsets.UTF_8);
                    done.complete(null);
                } catch (IOException e) {
                    done.completeExceptionally(new Problem(Problem.Kind.REFUSED, NLS.bind(Messages.Csv_failed, file, reason(e))).asException());
                }
            });
            return done;
        });
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
