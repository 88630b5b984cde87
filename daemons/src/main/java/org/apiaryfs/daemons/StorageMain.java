package org.apiaryfs.daemons;

import org.apiaryfs.storage.StorageConfig;
import org.apiaryfs.storage.StorageService;

/** The storage daemon. */
public final class StorageMain {
    private StorageMain() {}

    static Daemon daemon() {
        return new Daemon("apiary-storage", "Keeps the content of files on its storage targets.", StorageConfig.schema(),
                (config, transport) -> StorageService.start(StorageConfig.of(config), transport)::stop);
    }

    public static void main(String[] words) {
        DaemonProcess.main(daemon(), words);
    }
}
