package org.apiaryfs.ui.monitoring.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.monitor.ClusterProblem;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** What there is to say about one problem, and buttons for what can be done. UI thread only. */
final class ProblemDetails {
    private static final int MARGIN = 6; // pixels

    private final Composite area;
    private final StyledText text;
    private final Composite buttons;
    private Optional<ProblemRow> shown = Optional.empty();
    private List<QuickFixes.Offer> offered = List.of();

    ProblemDetails(Composite parent) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(MARGIN, 2).spacing(0, 2).applyTo(area);
        text = new StyledText(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
        text.setAlwaysShowScrollBars(false);
        text.setCaret(null);
        text.setMargins(MARGIN, MARGIN, MARGIN, MARGIN);
        text.setLineSpacing(2);
        text.addListener(SWT.Traverse, event -> { // else Tab could not leave it
            if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
                event.doit = true;
            }
        });
        GridDataFactory.fillDefaults().grab(true, true).hint(1, 1).applyTo(text);
        buttons = new Composite(area, SWT.NONE);
        var layout = new RowLayout(SWT.HORIZONTAL);
        layout.marginLeft = 0;
        layout.marginBottom = 0;
        buttons.setLayout(layout);
        GridDataFactory.fillDefaults().grab(true, false).hint(1, SWT.DEFAULT).applyTo(buttons);
        area.addListener(SWT.Resize, event -> placeButtons());
    }

    /** @param offers what can be done about it; other actions may follow them */
    void show(Optional<ProblemRow> row, List<QuickFixes.Offer> offers) {
        if (!row.equals(shown)) {
            boolean same = row.map(ProblemRow::key).equals(shown.map(ProblemRow::key));
            int top = text.getTopIndex();
            shown = row;
            row.ifPresentOrElse(this::tell, () -> text.setText(Messages.nothingSelected));
            if (same) {
                text.setTopIndex(top);
            }
        }
        if (!looksLike(offers)) { // else a button would lose the focus each second
            for (Control old : buttons.getChildren()) {
                old.dispose();
            }
            offers.forEach(this::button);
            placeButtons();
        }
        offered = offers;
    }

    private boolean looksLike(List<QuickFixes.Offer> offers) {
        return offers.stream().map(QuickFixes.Offer::label).toList().equals(offered.stream().map(QuickFixes.Offer::label).toList())
                && offers.stream().map(QuickFixes.Offer::enabled).toList().equals(offered.stream().map(QuickFixes.Offer::enabled).toList());
    }

    private void button(QuickFixes.Offer offer) {
        int index = buttons.getChildren().length;
        var button = new Button(buttons, SWT.PUSH);
        button.setText(offer.label());
        button.setEnabled(offer.enabled());
        button.setLayoutData(new RowData(button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + 2 * MARGIN, SWT.DEFAULT));
        button.addListener(SWT.Selection, event -> offered.get(index).action().run());
    }

    /** The row of buttons breaks at the width that there is, and takes the height it needs for that. */
    private void placeButtons() {
        int width = Math.max(1, area.getClientArea().width - 2 * MARGIN);
        GridDataFactory.fillDefaults().grab(true, false).hint(1, buttons.getChildren().length == 0 ? 0 : buttons.computeSize(width, SWT.DEFAULT).y).applyTo(buttons);
        area.layout(true, true); // also the row itself, which may have kept its size
    }

    private void tell(ProblemRow row) {
        ClusterProblem problem = row.problem();
        var all = new StringBuilder();
        var bold = new ArrayList<StyleRange>();
        heading(all, bold, problem.what());
        all.append('\n').append(NLS.bind(Messages.sinceIn, new Object[] {Severities.text(problem.severity()), row.cluster(), Moments.text(problem.since())}));
        if (row.muted()) {
            all.append(' ').append(Messages.isMuted);
        }
        all.append('\n');
        heading(all, bold, Messages.why);
        all.append(' ').append(problem.why()).append('\n');
        heading(all, bold, Messages.remedy);
        all.append(' ').append(problem.remedy());
        text.setText(all.toString());
        text.setStyleRanges(bold.toArray(StyleRange[]::new));
    }

    private static void heading(StringBuilder all, List<StyleRange> bold, String heading) {
        bold.add(new StyleRange(all.length(), heading.length(), null, null, SWT.BOLD));
        all.append(heading);
    }
}
