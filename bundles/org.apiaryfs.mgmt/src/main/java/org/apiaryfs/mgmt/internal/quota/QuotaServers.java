package org.apiaryfs.mgmt.internal.quota;

import java.util.List;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.node.GetQuotaInfo;
import org.apiaryfs.protocol.node.SetExceededQuota;

/** The servers that a quota round talks to. Thread-safe; both methods wait for answers. */
public interface QuotaServers {
    /** Asks a storage node. @throws FsException if there is no answer */
    List<QuotaData> usage(int node, GetQuotaInfo question) throws FsException;

    /** Tells all metadata and storage nodes who has used up limits. Those that don't answer learn of it in the next round. */
    void tell(ClusterState state, List<SetExceededQuota> lists);
}
