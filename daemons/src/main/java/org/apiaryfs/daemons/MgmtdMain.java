package org.apiaryfs.daemons;

import org.apiaryfs.mgmt.MgmtConfig;
import org.apiaryfs.mgmt.MgmtKeys;
import org.apiaryfs.mgmt.MgmtService;

/** The management daemon. */
public final class MgmtdMain {
    private MgmtdMain() {}

    static Daemon daemon() {
        return new Daemon("apiary-mgmtd", "Knows the nodes and targets of a cluster, and how they are.", MgmtKeys.schema(),
                (config, transport) -> MgmtService.start(MgmtConfig.of(config), transport)::stop);
    }

    public static void main(String[] words) {
        DaemonProcess.main(daemon(), words);
    }
}
