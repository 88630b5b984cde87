package org.apiaryfs.admin;

import java.util.List;

/**
 * A directory to be made. Immutable.
 *
 * @param uid owner
 * @param gid group
 * @param mode permission bits
 * @param nodes metadata nodes, or groups if the parent is mirrored, to choose its owner of; empty = the server chooses
 * @param unmirrored whether it is not to be mirrored although its parent is
 */
public record NewDirectory(int uid, int gid, int mode, List<Integer> nodes, boolean unmirrored) {
    public NewDirectory {
        nodes = List.copyOf(nodes);
    }
}
