package org.apiaryfs.ui.charts.internal;

/** Where things are in a painted chart. */
public record ChartLayout(ChartFrame frame, Legend legend) { }
