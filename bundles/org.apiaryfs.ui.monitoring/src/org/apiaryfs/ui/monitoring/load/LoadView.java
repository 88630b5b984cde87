package org.apiaryfs.ui.monitoring.load;

import java.util.Optional;
import org.apiaryfs.ui.ClusterPage;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.charts.TimeSeriesChart;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.PartInitException;

/** What the servers of the current cluster do, now and up to a year ago: throughput and metadata requests. UI thread only. */
public final class LoadView extends ClusterPage {
    private TimeSpan first = TimeSpan.TEN_MINUTES;
    private ChartGroup charts;
    private TimeSeriesChart throughput;

    public LoadView() {
        super(Messages.title, Messages.titleOf);
    }

    @Override
    public void init(IViewSite site, IMemento memento) throws PartInitException {
        super.init(site, memento);
        first = SpanActions.restored(memento);
    }

    @Override
    public void createPartControl(Composite parent) {
        var area = new SashForm(parent, SWT.HORIZONTAL);
        charts = new ChartGroup(first);
        throughput = charts.add(area, Messages.throughput, ChartUnit.BYTES_PER_SECOND);
        charts.show(throughput, LoadCurves.throughputCurves());
        charts.show(charts.add(area, Messages.metadata, ChartUnit.OPERATIONS_PER_SECOND), LoadCurves.requestCurves());
        charts.listen(() -> setContentDescription(charts.trouble().isEmpty() ? "" : NLS.bind(Messages.noHistory, charts.trouble())));
        SpanActions.contribute(getViewSite().getActionBars(), charts);
        follow();
    }

    @Override
    public void setFocus() {
        throughput.setFocus();
    }

    @Override
    public void saveState(IMemento memento) {
        SpanActions.save(charts, memento);
    }

    @Override
    public void dispose() {
        charts.close();
        super.dispose();
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        charts.watch(session);
    }
}
