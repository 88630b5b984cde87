package org.apiaryfs.ui.monitoring.overview;

import java.util.Optional;
import org.apiaryfs.monitor.Subject;

/**
 * What somebody does to the cluster, or what a server does. Immutable.
 *
 * @param key what tells it from others
 * @param name for people
 * @param subject what it is in the cluster, if it is there
 * @param operations per second
 * @param bytes per second, read and written
 */
public record Load(Object key, String name, Optional<Subject> subject, double operations, double bytes) { }
