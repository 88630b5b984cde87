package org.apiaryfs.ui.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.charts.TimeSeriesChart;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** What the servers of the current cluster do, second by second: throughput and metadata requests. UI thread only. */
public final class LoadView extends ViewPart {
    static final String ID = "org.apiaryfs.ui.view.load";
    private static final Duration MEAN = Duration.ofSeconds(30);

    private final List<Runnable> unlisten = new ArrayList<>();
    private TimeSeriesChart throughput;
    private TimeSeriesChart requests;
    private Optional<ClusterSession> shown = Optional.empty();
    private Optional<LoadCurves> curves = Optional.empty();

    @Override
    public void createPartControl(Composite parent) {
        var area = new SashForm(parent, SWT.HORIZONTAL);
        throughput = chart(area, Messages.Load_throughput, ChartUnit.BYTES_PER_SECOND);
        requests = chart(area, Messages.Load_metadata, ChartUnit.OPERATIONS_PER_SECOND);
        var current = getSite().getService(CurrentCluster.class);
        unlisten.add(current.listen(chosen -> show()));
        unlisten.add(getSite().getService(OpenClusters.class).listen(changed -> show()));
        unlisten.add(getSite().getService(ClusterProfiles.class).listen(changed -> name()));
        show();
    }

    private static TimeSeriesChart chart(Composite area, String title, ChartUnit unit) {
        var chart = new TimeSeriesChart(area);
        chart.setTitle(title);
        chart.setUnit(unit);
        chart.setMean(MEAN);
        chart.follow(LoadCurves.SPAN);
        return chart;
    }

    @Override
    public void setFocus() {
        throughput.setFocus();
    }

    @Override
    public void dispose() {
        unlisten.forEach(Runnable::run);
        curves.ifPresent(LoadCurves::close);
        super.dispose();
    }

    private void show() {
        name();
        Optional<ClusterSession> session = getSite().getService(CurrentCluster.class).id().flatMap(getSite().getService(OpenClusters.class)::session);
        if (session.equals(shown)) {
            return;
        }
        shown = session;
        curves.ifPresent(old -> {
            old.close();
            old.throughput().forEach(throughput::remove);
            old.requests().forEach(requests::remove);
        });
        curves = session.map(LoadCurves::new);
        curves.ifPresent(fresh -> {
            fresh.throughput().forEach(throughput::add);
            fresh.requests().forEach(requests::add);
        });
    }

    private void name() {
        setPartName(getSite().getService(CurrentCluster.class).id().flatMap(getSite().getService(ClusterProfiles.class)::find)
                .map(profile -> NLS.bind(Messages.Load_titleOf, profile.name())).orElse(Messages.Load_title));
    }
}
