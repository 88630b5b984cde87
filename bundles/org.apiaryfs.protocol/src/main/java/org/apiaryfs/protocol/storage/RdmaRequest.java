package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.wire.WireWriter;

/** A request whose data go by RDMA: the ordinary one, and where the data are in the client (spec storage §4.3, §4.4). Immutable. */
public sealed interface RdmaRequest extends TargetRequest permits ReadLocalFileRDMA, WriteLocalFileRDMA {
    /** What to do, with the flags. */
    TargetRequest request();

    /** Where the data are in the client. */
    RdmaInfo rdmaInfo();

    @Override
    default int targetId() {
        return request().targetId();
    }

    @Override
    default int flags() {
        return request().flags();
    }

    @Override
    default GroupFlags groupFlags() {
        return request().groupFlags();
    }

    @Override
    default void write(WireWriter out) {
        request().write(out);
        RdmaInfo.write(out, rdmaInfo());
    }
}
