package org.apiaryfs.ui.monitoring.overview;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.charts.ChartUnit;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** How full storage, its pools and metadata are: a line of bars for each. UI thread only. */
final class SpaceCard {
    private static final int NAME_WIDTH = 130; // pixels, at least

    private final Composite area;
    private final List<Line> lines = new ArrayList<>();

    private record Line(Label name, UseBar space, UseBar inodes) { }

    SpaceCard(Composite parent) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).spacing(24, 8).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
    }

    /** Whether it takes another height now. */
    boolean show(List<SpaceUse> uses) {
        boolean other = lines.size() != uses.size();
        if (other) {
            for (Control old : area.getChildren()) {
                old.dispose();
            }
            lines.clear();
            uses.forEach(use -> lines.add(line()));
        }
        for (int i = 0; i < lines.size(); i++) {
            show(lines.get(i), uses.get(i));
        }
        return other;
    }

    private Line line() {
        var name = new Label(area, SWT.NONE);
        GridDataFactory.swtDefaults().align(SWT.FILL, SWT.CENTER).minSize(NAME_WIDTH, SWT.DEFAULT).hint(NAME_WIDTH, SWT.DEFAULT).applyTo(name);
        var space = new UseBar(area);
        GridDataFactory.fillDefaults().grab(true, false).hint(260, space.height()).applyTo(space.control());
        var inodes = new UseBar(area);
        GridDataFactory.fillDefaults().grab(true, false).hint(200, inodes.height()).applyTo(inodes.control());
        return new Line(name, space, inodes);
    }

    private static void show(Line line, SpaceUse use) {
        String name = use.silent() == 0 ? use.name() : NLS.bind(Messages.someSilent, new Object[] {use.name(), use.targets() - use.silent(), use.targets()});
        if (!line.name.getText().equals(name)) {
            line.name.setText(name);
            line.name.setToolTipText(name);
        }
        if (use.total() == 0) {
            String why = use.targets() == 0 ? Messages.noTargets : Messages.spaceUnknown;
            line.space.show(why, "", Double.NaN, Concern.NONE, why);
            line.inodes.show("", "", Double.NaN, Concern.NONE, "");
            return;
        }
        String free = Bytes.text(use.total() - use.used());
        line.space.show(NLS.bind(Messages.used, Bytes.text(use.used()), Bytes.text(use.total())), NLS.bind(Messages.free, free),
                (double) use.used() / use.total(), use.concern(),
                NLS.bind(Messages.spaceTip, new Object[] {use.name(), Bytes.text(use.used()), free, Bytes.text(use.total()),
                        Math.round(100.0 * use.used() / use.total()), use.targets()}));
        if (use.inodesTotal() <= 0) {
            line.inodes.show(Messages.inodesOpen, "", Double.NaN, Concern.NONE, Messages.inodesOpenTip);
            return;
        }
        line.inodes.show(NLS.bind(Messages.inodesUsed, count(use.inodesUsed()), count(use.inodesTotal())),
                NLS.bind(Messages.free, count(use.inodesTotal() - use.inodesUsed())), (double) use.inodesUsed() / use.inodesTotal(), Concern.NONE,
                NLS.bind(Messages.inodesTip, new Object[] {use.name(), use.inodesUsed(), use.inodesTotal() - use.inodesUsed(), use.inodesTotal()}));
    }

    private static String count(long number) {
        return ChartUnit.NUMBER.text(number);
    }
}
