package org.apiaryfs.node;

import java.util.List;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.StorageTargetInfo;

/** What a server tells mgmtd about itself again and again. Thread-safe; may block for a statfs. */
public interface StateReport {
    /** IDs of the local storage targets, or the ID of the metadata node. */
    List<Integer> ids();

    /** The consistency that this server itself sees in its data; GOOD for whatever isn't mirrored. */
    Consistency consistency(int id);

    /** Told that an ID is in no buddy group: whatever was said of it, there is nothing that it could lack (spec storage §12.8). */
    default void unmirrored(int id) {}

    /** Space and inodes of each of the IDs. */
    List<StorageTargetInfo> capacities();
}
