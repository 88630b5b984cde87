package org.apiaryfs.mgmt.internal.state;

import java.util.Map;
import java.util.Optional;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;

/**
 * Buddy groups and consistency of all storage targets, or of all metadata nodes. Immutable.
 *
 * @param groups by group ID
 * @param flawed consistency of those that aren't GOOD
 */
public record Mirrors(IdMap<BuddyGroup> groups, IdMap<Consistency> flawed) {
    public static final Mirrors EMPTY = new Mirrors(IdMap.empty(), IdMap.empty());

    public Consistency consistency(int id) {
        return flawed.getOr(id, Consistency.GOOD);
    }

    /** The group that a target or node is a member of, with its ID. */
    public Optional<Map.Entry<Integer, BuddyGroup>> groupOf(int id) {
        return groups.asMap().entrySet().stream().filter(e -> e.getValue().primary() == id || e.getValue().secondary() == id).findFirst();
    }

    Mirrors withGroup(int group, BuddyGroup members) {
        return new Mirrors(groups.with(group, members), flawed);
    }

    Mirrors withoutGroup(int group) {
        return new Mirrors(groups.without(group), flawed);
    }

    Mirrors withConsistency(int id, Consistency consistency) {
        return new Mirrors(groups, consistency == Consistency.GOOD ? flawed.without(id) : flawed.with(id, consistency));
    }
}
