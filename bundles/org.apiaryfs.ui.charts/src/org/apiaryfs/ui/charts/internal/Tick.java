package org.apiaryfs.ui.charts.internal;

/**
 * A line of the grid and what is written at it.
 *
 * @param at milliseconds since 1970, or a value
 */
public record Tick(double at, String label) { }
