package org.apiaryfs.ui.administration.groups;

import java.util.Optional;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.ui.Concern;

/**
 * A line of the page of mirror groups. Immutable.
 *
 * @param key what it stands for
 * @param name for people
 * @param primary the member that serves
 * @param secondary the other
 * @param pool storage pool that it is in; empty for metadata
 * @param resync how copying to the secondary goes, in words
 * @param resyncConcern how bad that is
 * @param progress 0 to 1, while it is copied and known
 */
public record GroupRow(GroupKey key, String name, Member primary, Member secondary, String pool, String resync, Concern resyncConcern, Optional<Double> progress) {
    /**
     * A target or a metadata server.
     *
     * @param id its number
     * @param name for people, with its server
     * @param state what isn't well with it
     * @param concern how bad that is
     */
    public record Member(int id, String name, String state, Concern concern) { }
}
