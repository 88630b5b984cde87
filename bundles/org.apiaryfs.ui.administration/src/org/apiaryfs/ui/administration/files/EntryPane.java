package org.apiaryfs.ui.administration.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.EntryDetails;
import org.apiaryfs.admin.FileSpread;
import org.apiaryfs.admin.SizeText;
import org.apiaryfs.admin.WalkedEntry;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Icons;
import org.apiaryfs.ui.Words;
import org.apiaryfs.ui.administration.forms.HostAccounts;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** All that is known of one file or directory, with a drawing of where its content is. UI thread only. */
final class EntryPane {
    private static final int LEAST_WIDTH = 240; // pixels; below, it scrolls

    private final ScrolledComposite scroller;
    private final Composite area;
    private final CLabel title;
    private final List<Line> lines = new ArrayList<>();
    private final Label spreadTitle;
    private final SpreadDrawing spread;

    /** A fact: its name, and its value, which can be selected and copied. Immutable but for what the widgets show. */
    private record Line(Label name, Text value) {
        void show(String label, String text) {
            name.setText(label);
            value.setText(text);
            value.setToolTipText(text);
            visible(true);
        }

        void visible(boolean shown) {
            EntryPane.visible(name, shown);
            EntryPane.visible(value, shown);
        }
    }

    EntryPane(Composite parent) {
        scroller = new ScrolledComposite(parent, SWT.V_SCROLL | SWT.H_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        scroller.setMinWidth(LEAST_WIDTH);
        area = new Composite(scroller, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(8, 6).spacing(8, 2).applyTo(area);
        title = new CLabel(area, SWT.NONE);
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        title.setMargins(0, 0, 0, 4);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(title);
        spreadTitle = new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().span(2, 1).applyTo(spreadTitle);
        spread = new SpreadDrawing(area);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(spread.control());
        scroller.setContent(area);
        scroller.addListener(SWT.Resize, event -> fit());
        clear();
    }

    Control control() {
        return scroller;
    }

    void clear() {
        area.setVisible(false);
    }

    /** @param accounts for the names of owners, empty as long as the computer hasn't been asked */
    void show(WalkedEntry entry, ClusterSnapshot snapshot, Optional<HostAccounts> accounts) {
        EntryDetails details = entry.details();
        String path = details.path();
        title.setText(path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1));
        title.setToolTipText(path);
        title.setImage(Icons.of(EntryPane.class, FileColumns.icon(details.type())).orElse(null));
        List<String[]> facts = facts(entry, snapshot, accounts);
        while (lines.size() < facts.size()) {
            lines.add(line());
        }
        for (int i = 0; i < lines.size(); i++) {
            if (i < facts.size()) {
                lines.get(i).show(facts.get(i)[0], facts.get(i)[1]);
            } else {
                lines.get(i).visible(false);
            }
        }
        Optional<FileSpread> where = Optional.of(details).filter(file -> file.type() == EntryType.REGULAR)
                .flatMap(file -> FileSpread.of(file.pattern(), entry.stat().map(StatData::size).orElse(0L), snapshot));
        boolean holes = entry.stat().filter(stat -> (stat.flags() & StatData.SPARSE) != 0).isPresent();
        spreadTitle.setText(where.isEmpty() ? "" : where.get().chunks() == 0 ? Messages.Spread_empty : holes ? Messages.Spread_holes : Messages.Spread_title);
        spread.show(where);
        visible(spreadTitle, where.isPresent());
        visible(spread.control(), where.isPresent());
        ((GridData) spread.control().getLayoutData()).heightHint = spread.height();
        area.setVisible(true);
        fit();
    }

    private static List<String[]> facts(WalkedEntry entry, ClusterSnapshot snapshot, Optional<HostAccounts> accounts) {
        EntryDetails details = entry.details();
        StripePattern pattern = details.pattern();
        boolean directory = details.type() == EntryType.DIRECTORY;
        var facts = new ArrayList<String[]>();
        facts.add(new String[] {Messages.Field_type, EntryText.type(details.type())});
        entry.stat().ifPresent(stat -> {
            facts.add(directory ? new String[] {Messages.Field_entries, String.format("%,d", stat.size())}
                    : new String[] {Messages.Field_size, NLS.bind(Messages.Size, Bytes.text(stat.size()), String.format("%,d", stat.size()))});
            facts.add(new String[] {Messages.Field_owner, EntryText.owner(stat, accounts)});
            facts.add(new String[] {Messages.Field_mode, EntryText.permissions(stat.mode()) + "  " + EntryText.octal(stat.mode())});
            facts.add(new String[] {Messages.Field_modified, EntryText.time(stat.mtime())});
            facts.add(new String[] {Messages.Field_changed, EntryText.time(stat.ctime())});
            facts.add(new String[] {Messages.Field_accessed, EntryText.time(stat.atime())});
        });
        if (directory || details.type() == EntryType.REGULAR) {
            facts.add(new String[] {directory ? Messages.Field_newFiles : Messages.Field_pattern, NLS.bind(Messages.Pattern, new Object[] {
                EntryText.patternType(pattern.typeNumber()), directory ? pattern.defaultTargets() : pattern.targets().size(), SizeText.exact(pattern.chunkSize())})});
            facts.add(new String[] {Messages.Field_pool, EntryText.pool(pattern.poolId(), snapshot)});
        }
        facts.add(new String[] {Messages.Field_server, Stream.concat(
            Stream.of(NLS.bind(Messages.Server, details.ownerAlias().orElse("?"), details.owner())),
            details.ownerGroup().map(group -> NLS.bind(Messages.Spread_group, group)).stream()).collect(Words.listed())});
        facts.add(new String[] {Messages.Field_entryId, details.entryId()});
        details.chunkPath().filter(chunk -> details.type() == EntryType.REGULAR).ifPresent(chunk -> facts.add(new String[] {Messages.Field_chunkPath, chunk}));
        return facts;
    }

    private static void visible(Control control, boolean shown) {
        control.setVisible(shown);
        ((GridData) control.getLayoutData()).exclude = !shown;
    }

    private Line line() {
        var name = new Label(area, SWT.NONE);
        var value = new Text(area, SWT.READ_ONLY | SWT.SINGLE);
        GridDataFactory.swtDefaults().applyTo(name);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(1, SWT.DEFAULT).applyTo(value);
        return new Line(name, value);
    }

    private void fit() {
        area.layout();
        scroller.setMinHeight(area.computeSize(Math.max(LEAST_WIDTH, scroller.getClientArea().width), SWT.DEFAULT).y);
    }
}
