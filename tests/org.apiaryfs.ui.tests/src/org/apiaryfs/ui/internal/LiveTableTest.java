package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;

/** The table that pages share, in the running workbench. */
class LiveTableTest {
    private static final int LINES = 20;

    @Test
    void theThemeCanBeSwitchedWhenLinesAreGone() {
        LiveTable<Integer> table = Workbench.ui(() -> {
            var shell = new Shell(Workbench.shell().orElseThrow(), SWT.SHELL_TRIM);
            shell.setLayout(new FillLayout());
            var made = new LiveTable<Integer>(shell, SWT.MULTI, line -> line, List.of(Column.numbers("Number", 100, line -> line, line -> Integer.toString(line))));
            shell.setSize(300, 600);
            shell.open();
            made.show(IntStream.range(0, LINES).boxed().toList());
            return made;
        });
        Workbench.await("the lines", () -> Optional.of(table.control().getItem(LINES - 1).getText()).filter("19"::equals));
        Workbench.ui(() -> {
            table.show(List.of());
            return true;
        });
        for (int i = 0; i < 2; i++) {
            Workbench.toggleTheme(); // would end the program
        }
        Workbench.ui(() -> {
            table.show(List.of(5));
            return true;
        });
        assertEquals("5", Workbench.await("the line", () -> Optional.of(table.control().getItem(0).getText()).filter(text -> !text.isEmpty())));
        Workbench.ui(() -> {
            table.control().getShell().close();
            return true;
        });
    }
}
