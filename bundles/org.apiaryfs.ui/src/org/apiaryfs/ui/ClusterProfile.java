package org.apiaryfs.ui;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.Role;

/**
 * A cluster that the user knows, and how he wants to work with it. Immutable.
 *
 * @param id says which profile it is, whatever else changes; never shown
 * @param name for people
 * @param address its management server, with the authentication file
 * @param role what may be done with its connection
 * @param openAtStart whether it is connected when the program starts
 * @param ssh for work on its hosts
 */
public record ClusterProfile(String id, String name, ClusterAddress address, Role role, boolean openAtStart, SshIdentity ssh) {
    public ClusterProfile {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the cluster is empty");
        }
    }

    /** One that isn't known yet. */
    public static ClusterProfile create(String name, ClusterAddress address, Role role, boolean openAtStart) {
        return new ClusterProfile(UUID.randomUUID().toString(), name, address, role, openAtStart, SshIdentity.USUAL);
    }

    /** For a cluster of which only the address was told; the same for the same address. */
    public static ClusterProfile of(ClusterAddress address) {
        String id = UUID.nameUUIDFromBytes(address.toString().getBytes(StandardCharsets.UTF_8)).toString();
        return new ClusterProfile(id, address.toString(), address, Role.ADMINISTRATOR, false, SshIdentity.USUAL);
    }

    /** The same with what the user may change. */
    public ClusterProfile with(String newName, ClusterAddress newAddress, Role newRole, boolean newOpenAtStart, SshIdentity newSsh) {
        return new ClusterProfile(id, newName, newAddress, newRole, newOpenAtStart, newSsh);
    }

    /** True if a connection of the one serves the other as well. */
    public boolean connectsLike(ClusterProfile other) {
        return address.equals(other.address) && role == other.role;
    }
}
