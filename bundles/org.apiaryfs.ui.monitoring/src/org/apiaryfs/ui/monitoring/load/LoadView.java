package org.apiaryfs.ui.monitoring.load;

import java.time.Duration;
import java.util.Optional;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.CurrentSession;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.charts.TimeSeriesChart;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** What the servers of the current cluster do, second by second: throughput and metadata requests. UI thread only. */
public final class LoadView extends ViewPart implements CurrentSession.Follower {
    private static final Duration MEAN = Duration.ofSeconds(30);

    private TimeSeriesChart throughput;
    private TimeSeriesChart requests;
    private CurrentSession current;
    private Optional<LoadCurves> curves = Optional.empty();

    @Override
    public void createPartControl(Composite parent) {
        var area = new SashForm(parent, SWT.HORIZONTAL);
        throughput = chart(area, Messages.throughput, ChartUnit.BYTES_PER_SECOND);
        requests = chart(area, Messages.metadata, ChartUnit.OPERATIONS_PER_SECOND);
        current = CurrentSession.follow(getSite(), this);
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
        current.close();
        curves.ifPresent(LoadCurves::close);
        super.dispose();
    }

    @Override
    public void named(Optional<ClusterProfile> profile) {
        setPartName(profile.map(known -> NLS.bind(Messages.titleOf, known.name())).orElse(Messages.title));
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
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
}
