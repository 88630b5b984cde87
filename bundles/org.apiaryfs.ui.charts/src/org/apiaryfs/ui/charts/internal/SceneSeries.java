package org.apiaryfs.ui.charts.internal;

import org.apiaryfs.ui.charts.ChartSeries;

/** A series in a chart and whether its lines are shown. */
public record SceneSeries(ChartSeries series, boolean shown) { }
