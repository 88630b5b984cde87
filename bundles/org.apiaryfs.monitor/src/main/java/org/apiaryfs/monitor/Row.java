package org.apiaryfs.monitor;

/**
 * The measurements of one moment.
 *
 * @param second seconds since 1970
 * @param values in the order of {@link FileKind#measures}, NaN = not known; not to be changed
 */
record Row(long second, double[] values) {}
