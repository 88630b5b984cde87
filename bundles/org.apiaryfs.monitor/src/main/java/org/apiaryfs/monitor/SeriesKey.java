package org.apiaryfs.monitor;

/** Which series. Immutable. */
public record SeriesKey(SeriesOwner owner, Measure measure) {}
