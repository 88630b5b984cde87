package org.apiaryfs.ui.administration.files;

import java.util.List;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.SizeText;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.StripePattern;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The fields of a stripe pattern, in an area of two columns. UI thread only. */
final class PatternFields {
    private static final List<Integer> TYPES = List.of(StripePattern.RAID0, StripePattern.BUDDY_MIRROR);
    private static final int LARGEST = 16 << 20; // bytes, of the chunk sizes that are offered

    private final List<TargetPool> pools;
    private final Combo type;
    private final Combo chunkSize;
    private final Text targets;
    private final Combo pool;

    /** @param changed is run whenever something else is entered */
    PatternFields(Composite area, StripePattern start, ClusterSnapshot snapshot, Runnable changed) {
        pools = snapshot.pools();
        PatternInput input = PatternInput.of(start);
        type = combo(area, Messages.Field_pattern, SWT.READ_ONLY);
        TYPES.forEach(number -> type.add(EntryText.patternType(number)));
        type.select(Math.max(0, TYPES.indexOf(input.type())));
        chunkSize = combo(area, Messages.Field_chunkSize, SWT.NONE);
        for (int size = StripePattern.MIN_CHUNK_SIZE; size <= LARGEST; size *= 2) {
            chunkSize.add(SizeText.exact(size));
        }
        chunkSize.setText(input.chunkSize());
        new Label(area, SWT.NONE).setText(Messages.Field_targets);
        targets = new Text(area, SWT.BORDER | SWT.SINGLE);
        targets.setText(input.targets());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(targets);
        pool = combo(area, Messages.Field_pool, SWT.READ_ONLY);
        pools.forEach(known -> pool.add(EntryText.pool(known)));
        pool.select(Math.max(0, pools.stream().map(TargetPool::id).toList().indexOf(input.pool())));
        controls().forEach(control -> control.addListener(SWT.Modify, event -> changed.run()));
    }

    PatternInput input() {
        return new PatternInput(TYPES.get(type.getSelectionIndex()), chunkSize.getText(), targets.getText(),
                pool.getSelectionIndex() < 0 ? StripePattern.DEFAULT_POOL : pools.get(pool.getSelectionIndex()).id());
    }

    void setEnabled(boolean enabled) {
        controls().forEach(control -> control.setEnabled(enabled));
    }

    private List<Control> controls() {
        return List.of(type, chunkSize, targets, pool);
    }

    private static Combo combo(Composite area, String label, int style) {
        new Label(area, SWT.NONE).setText(label);
        var combo = new Combo(area, SWT.DROP_DOWN | style);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
        return combo;
    }
}
