package org.apiaryfs.ui.monitoring.problems;

import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.ui.Icons;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;

/** How many problems there are, at the lower edge of the window; shows them when it is pressed. UI thread only. */
public final class ProblemStatus extends WorkbenchWindowControlContribution {
    private OpenProblems problems;
    private OpenClusters open;
    private ToolItem item;

    @Override
    protected Control createControl(Composite parent) {
        problems = OpenProblems.ofWorkbench();
        open = PlatformUI.getWorkbench().getService(OpenClusters.class);
        var area = new Composite(parent, SWT.NONE);
        var bar = new ToolBar(area, SWT.FLAT | SWT.RIGHT);
        item = new ToolItem(bar, SWT.PUSH);
        GridLayoutFactory.fillDefaults().applyTo(area);
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).grab(true, true).hint(width(bar), SWT.DEFAULT).applyTo(bar);
        item.setToolTipText(Messages.statusTip);
        item.addListener(SWT.Selection, event ->
                ProblemsView.open(getWorkbenchWindow().getActivePage(), problems.heard().stream().findFirst()));
        Runnable quiet = problems.listen(all -> show());
        Runnable deaf = open.listen(changed -> show());
        bar.addListener(SWT.Dispose, event -> {
            quiet.run();
            deaf.run();
        });
        show();
        return area;
    }

    /** Room for all that may be said: the edge of the window isn't laid out anew when that changes. */
    private int width(ToolBar bar) {
        item.setImage(Severities.icon(Severity.ERROR).orElse(null));
        return Stream.of(Messages.statusNoCluster, Messages.noProblemsShort, Messages.oneProblem, NLS.bind(Messages.manyProblems, 888)).mapToInt(text -> {
            item.setText(text);
            return bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
        }).max().orElse(SWT.DEFAULT);
    }

    private void show() {
        int count = problems.heard().size();
        String text = count == 0 ? open.all().isEmpty() ? Messages.statusNoCluster : Messages.noProblemsShort
                : count == 1 ? Messages.oneProblem : NLS.bind(Messages.manyProblems, count);
        Optional<Severity> worst = problems.worst();
        var icon = worst.flatMap(Severities::icon).or(() -> open.all().isEmpty() ? Optional.empty() : Icons.of(ProblemStatus.class, "icons/ok.svg"));
        item.setImage(icon.orElse(null));
        item.setText(text);
    }
}
