package org.apiaryfs.admin;

import java.util.List;
import java.util.Optional;

/**
 * What to change in a storage pool; what is empty stays as it is. Immutable.
 *
 * @param description new name
 * @param addTargets targets of the default pool
 * @param removeTargets targets of the pool
 * @param addGroups mirror groups of the default pool
 * @param removeGroups mirror groups of the pool
 */
public record PoolChange(Optional<String> description, List<Integer> addTargets, List<Integer> removeTargets, List<Integer> addGroups,
        List<Integer> removeGroups) {
    public PoolChange {
        addTargets = List.copyOf(addTargets);
        removeTargets = List.copyOf(removeTargets);
        addGroups = List.copyOf(addGroups);
        removeGroups = List.copyOf(removeGroups);
    }
}
