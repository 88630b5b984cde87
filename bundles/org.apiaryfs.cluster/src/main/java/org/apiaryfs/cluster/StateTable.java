package org.apiaryfs.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.TargetState;

/**
 * States and buddy groups of all storage targets, or of all metadata nodes, as mgmtd gave them at
 * one moment. Immutable.
 *
 * @param states by target or node ID
 * @param groups by group ID
 */
public record StateTable(Map<Integer, TargetState> states, Map<Integer, BuddyGroup> groups) {
    public static final StateTable EMPTY = new StateTable(Map.of(), Map.of());

    public StateTable {
        states = Map.copyOf(states);
        groups = Map.copyOf(groups);
    }

    public Optional<TargetState> state(int id) {
        return Optional.ofNullable(states.get(id));
    }

    /** Empty if mgmtd doesn't know the target. */
    public Optional<Reachability> reachability(int id) {
        return state(id).flatMap(s -> Reachability.of(s.reachability()));
    }

    public Optional<Consistency> consistency(int id) {
        return state(id).flatMap(s -> Consistency.of(s.consistency()));
    }

    /** The group that a target is a member of. */
    public Optional<BuddyGroup> groupOf(int id) {
        return groups.values().stream().filter(g -> g.primary() == id || g.secondary() == id).findFirst();
    }

    /** The same with every reachability set, for when mgmtd couldn't be asked. */
    public StateTable withReachability(Reachability reachability) {
        Map<Integer, TargetState> changed = new HashMap<>();
        states.forEach((id, s) -> changed.put(id, new TargetState(reachability.number(), s.consistency())));
        return new StateTable(changed, groups);
    }

    /** The same with a group added or replaced. */
    public StateTable withGroup(int groupId, BuddyGroup group) {
        Map<Integer, BuddyGroup> changed = new HashMap<>(groups);
        changed.put(groupId, group);
        return new StateTable(states, changed);
    }

    /** The same without a group. */
    public StateTable withoutGroup(int groupId) {
        Map<Integer, BuddyGroup> left = new HashMap<>(groups);
        left.remove(groupId);
        return new StateTable(states, left);
    }
}
