package org.apiaryfs.ui.administration.run;

import java.util.List;
import java.util.stream.LongStream;
import org.apiaryfs.admin.DiskBenchmark;
import org.apiaryfs.ui.Bytes;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;

/** What a benchmark shall do: fields in one line. UI thread only. */
final class BenchmarkForm {
    private static final int MARGIN = 6; // pixels
    private static final int KIB = 1024;
    private static final List<Long> BLOCKS = LongStream.of(4, 16, 64, 128, 512, 1024, 4096).map(kib -> kib * KIB).boxed().toList();
    private static final int USUAL_BLOCK = 3;
    private static final List<Long> SIZES = LongStream.of(16, 64, 256, 1024, 4096, 16_384, 65_536).map(mib -> mib * KIB * KIB).boxed().toList();
    private static final int USUAL_SIZE = 3;
    private static final int MOST_THREADS = 64;

    private final Combo kind;
    private final Combo block;
    private final Combo size;
    private final Spinner threads;
    private final Button direct;

    BenchmarkForm(Composite parent) {
        var area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(9).extendedMargins(MARGIN, MARGIN, 0, MARGIN).spacing(MARGIN, 0).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
        kind = combo(area, Messages.form_kind, List.of(Messages.form_write, Messages.form_read), 0);
        kind.setToolTipText(Messages.form_kindTip);
        block = combo(area, Messages.form_block, BLOCKS.stream().map(Bytes::text).toList(), USUAL_BLOCK);
        size = combo(area, Messages.form_size, SIZES.stream().map(Bytes::text).toList(), USUAL_SIZE);
        size.setToolTipText(Messages.form_sizeTip);
        label(area, Messages.form_threads);
        threads = new Spinner(area, SWT.BORDER);
        threads.setValues(1, 1, MOST_THREADS, 0, 1, 4);
        direct = new Button(area, SWT.CHECK);
        direct.setText(Messages.form_direct);
        direct.setToolTipText(Messages.form_directTip);
    }

    DiskBenchmark benchmark() {
        return new DiskBenchmark(kind.getSelectionIndex() == 0 ? DiskBenchmark.Kind.WRITE : DiskBenchmark.Kind.READ,
                BLOCKS.get(block.getSelectionIndex()), SIZES.get(size.getSelectionIndex()), threads.getSelection(), direct.getSelection());
    }

    private static Combo combo(Composite area, String name, List<String> choices, int usual) {
        label(area, name);
        var combo = new Combo(area, SWT.READ_ONLY);
        combo.setItems(choices.toArray(String[]::new));
        combo.select(usual);
        return combo;
    }

    private static void label(Composite area, String text) {
        new Label(area, SWT.NONE).setText(text);
    }
}
