package org.apiaryfs.ui.monitoring.pages;

import org.apiaryfs.ui.Concern;

/**
 * Something that is known of what is shown. Immutable.
 *
 * @param name what it is
 * @param value for people
 * @param concern how bad it is
 */
public record Fact(String name, String value, Concern concern) {
    public Fact(String name, String value) {
        this(name, value, Concern.NONE);
    }
}
