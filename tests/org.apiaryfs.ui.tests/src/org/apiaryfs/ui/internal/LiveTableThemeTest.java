package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A live table in the running workbench, whose lines come and go while themes change. */
@ExtendWith(UiThreadNeverWaits.class)
class LiveTableThemeTest {
    private static final int ROUNDS = 20;

    @Test
    void linesThatAreGoneDoNotDisturbThemes() {
        Shell shell = Workbench.ui(() -> {
            var window = new Shell(SWT.SHELL_TRIM);
            window.setLayout(new FillLayout());
            window.setSize(400, 300);
            return window;
        });
        try {
            LiveTable<String> table = Workbench.ui(() -> {
                var lines = new LiveTable<String>(shell, SWT.SINGLE, line -> line, List.of(Column.words("Line", 200, line -> line)));
                shell.open();
                return lines;
            });
            for (int i = 0; i < ROUNDS; i++) {
                List<String> rows = IntStream.range(0, 1 + i % 7).mapToObj(Integer::toString).toList();
                Workbench.ui(() -> {
                    table.show(rows);
                    table.select(Set.of("0"));
                    return true;
                });
                Workbench.await("drawn", () -> Optional.of(table.control().getItem(0).getText()).filter("0"::equals));
                Workbench.toggleTheme();
                Workbench.ui(() -> {
                    table.show(List.of());
                    return true;
                });
            }
            assertEquals(0, Workbench.ui(() -> table.control().getItemCount()));
        } finally {
            Workbench.ui(() -> {
                shell.dispose();
                return true;
            });
        }
    }
}
