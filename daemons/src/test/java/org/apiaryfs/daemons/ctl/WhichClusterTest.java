package org.apiaryfs.daemons.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.apiaryfs.admin.ClusterAddress;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class WhichClusterTest {
    /** Any command with these options. */
    @Command
    static final class Asking {
        @Mixin private WhichCluster which;
    }

    private static ClusterAddress address(String... words) throws CtlException {
        Asking command = new Asking();
        new CommandLine(command).parseArgs(words);
        return command.which.address();
    }

    @Test
    void managementServerIsLookedForAWhileButNotForEver() throws Exception {
        assertEquals(Duration.ofSeconds(30), address("--mgmtd", "host:9").patience());
        assertEquals(Duration.ofSeconds(5), address("--mgmtd", "host:9", "--wait", "5").patience());
    }
}
