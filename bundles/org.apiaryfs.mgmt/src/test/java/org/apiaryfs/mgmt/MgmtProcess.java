package org.apiaryfs.mgmt;

import java.util.List;
import org.apiaryfs.config.Config;
import org.apiaryfs.transport.Transport;

/** A management server as a process of its own, for tests that kill it: {@code key=value} words, runs until standard input ends. */
public final class MgmtProcess {
    private MgmtProcess() {}

    public static void main(String[] words) throws Exception {
        MgmtConfig config = MgmtConfig.of(Config.parse(MgmtKeys.schema(), List.of(words)));
        try (Transport transport = Transport.open(); MgmtService service = MgmtService.start(config, transport)) {
            System.out.println("serving " + service.tcpPort());
            while (System.in.read() >= 0) {
                continue;
            }
            Thread.sleep(service.retire());
        }
    }
}
