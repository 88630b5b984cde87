package org.apiaryfs.daemons;

import java.time.Duration;
import java.util.function.Supplier;
import org.apiaryfs.mgmt.MgmtConfig;
import org.apiaryfs.mgmt.MgmtKeys;
import org.apiaryfs.mgmt.MgmtService;

/** The management daemon. */
public final class MgmtdMain {
    private MgmtdMain() {}

    static Daemon daemon() {
        return new Daemon("apiary-mgmtd", "Knows the nodes and targets of a cluster, and how they are.", MgmtKeys.schema(),
                (config, transport) -> {
                    MgmtService service = MgmtService.start(MgmtConfig.of(config), transport);
                    return cleanly(service::retire, service::stop);
                });
    }

    /** Changes nothing any more, goes on serving until all have taken notice, then stops. A second signal ends the process meanwhile. */
    static Daemon.Running cleanly(Supplier<Duration> retire, Daemon.Running stop) {
        return drain -> {
            try {
                Thread.sleep(retire.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            stop.stop(drain);
        };
    }

    public static void main(String[] words) {
        DaemonProcess.main(daemon(), words);
    }
}
