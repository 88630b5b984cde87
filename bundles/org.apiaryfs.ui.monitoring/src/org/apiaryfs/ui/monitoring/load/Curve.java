package org.apiaryfs.ui.monitoring.load;

import org.apiaryfs.monitor.SeriesKey;

/**
 * A curve of a chart, and where its values come from. Immutable.
 *
 * @param name for the legend; tells it from the others of its chart
 */
public record Curve(String name, SeriesKey key) { }
