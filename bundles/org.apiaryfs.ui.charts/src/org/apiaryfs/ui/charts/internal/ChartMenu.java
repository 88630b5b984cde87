package org.apiaryfs.ui.charts.internal;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.ui.charts.ExportFormat;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.MessageBox;
import org.eclipse.swt.widgets.Shell;

/** The context menu of a chart and what its entries need. UI thread only. */
public final class ChartMenu {
    /** A file that was chosen. */
    public record Target(ExportFormat format, Path file) { }

    private ChartMenu() { }

    public static void attach(Control control, Runnable copyImage, Runnable export, Runnable reset) {
        var menu = new Menu(control);
        item(menu, Messages.copyImage, copyImage);
        item(menu, Messages.export, export);
        new MenuItem(menu, SWT.SEPARATOR);
        item(menu, Messages.resetRange, reset);
        control.setMenu(menu);
    }

    private static void item(Menu menu, String text, Runnable action) {
        var item = new MenuItem(menu, SWT.PUSH);
        item.setText(text);
        item.addListener(SWT.Selection, _ -> action.run());
    }

    public static void copy(Display display, BufferedImage picture) {
        var data = new ImageData(picture.getWidth(), picture.getHeight(), 24, new PaletteData(0xff0000, 0xff00, 0xff));
        int[] row = new int[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, row.length, 1, row, 0, row.length);
            data.setPixels(0, y, row.length, row, 0);
        }
        var clipboard = new Clipboard(display);
        clipboard.setContents(new Object[] {data}, new Transfer[] {ImageTransfer.getInstance()});
        clipboard.dispose();
    }

    /** Asks for the file and its format; a name without an ending gets that of the chosen format. */
    public static Optional<Target> chooseFile(Shell shell, String name) {
        List<ExportFormat> formats = List.of(ExportFormat.values());
        var dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(Messages.exportTitle);
        dialog.setFilterNames(formats.stream().map(ChartMenu::text).toArray(String[]::new));
        dialog.setFilterExtensions(formats.stream().map(format -> "*." + format.extension()).toArray(String[]::new));
        dialog.setFileName((name.isEmpty() ? Messages.accessibleName : name).replaceAll("[/\\\\:]", " "));
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen == null) {
            return Optional.empty();
        }
        Path file = Path.of(chosen);
        ExportFormat filtered = formats.get(Math.clamp(dialog.getFilterIndex(), 0, formats.size() - 1));
        Optional<ExportFormat> named = ExportFormat.of(file);
        if (named.isPresent()) {
            return named.map(format -> new Target(format, file));
        }
        Path completed = Path.of(chosen + "." + filtered.extension());
        return !Files.exists(completed) || confirmed(shell, completed) ? Optional.of(new Target(filtered, completed)) : Optional.empty();
    }

    /** The dialog has asked about the name without its ending only. */
    private static boolean confirmed(Shell shell, Path file) {
        var box = new MessageBox(shell, SWT.ICON_QUESTION | SWT.YES | SWT.NO);
        box.setText(Messages.exportTitle);
        box.setMessage(NLS.bind(Messages.exportReplace, file));
        return box.open() == SWT.YES;
    }

    private static String text(ExportFormat format) {
        return switch (format) {
            case PNG -> Messages.formatPng;
            case SVG -> Messages.formatSvg;
            case PDF -> Messages.formatPdf;
            case CSV -> Messages.formatCsv;
        };
    }

    /** @param shell null if the chart's is gone */
    public static void failed(Shell shell, Path file, Throwable failure) {
        if (shell == null) {
            return;
        }
        var box = new MessageBox(shell, SWT.ICON_ERROR | SWT.OK);
        box.setText(Messages.exportTitle);
        box.setMessage(NLS.bind(Messages.exportFailed, file, failure.getMessage()));
        box.open();
    }
}
