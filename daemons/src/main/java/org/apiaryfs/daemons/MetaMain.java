package org.apiaryfs.daemons;

import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.meta.MetaService;

/** The metadata daemon. */
public final class MetaMain {
    private MetaMain() {}

    static Daemon daemon() {
        return new Daemon("apiary-meta", "Keeps names, attributes and stripe patterns of files.", MetaConfig.schema(),
                (config, transport) -> MetaService.start(MetaConfig.of(config), transport)::stop);
    }

    public static void main(String[] words) {
        DaemonProcess.main(daemon(), words);
    }
}
