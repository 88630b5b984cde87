package org.apiaryfs.tests.scale;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Role;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.Ports;

/** The real management server of a simulated cluster. Used by one thread. */
record LargeManagement(Daemon daemon, int port, Path secret) implements AutoCloseable {
    private static final long START_SECONDS = 60;

    /** Returns when it answers. @param dir for all that it has */
    static LargeManagement start(Path dir) throws Exception {
        int port = Ports.range(1);
        Path secret = Files.writeString(dir.resolve("auth"), "secret of a large cluster\n");
        var management = new LargeManagement(new Daemon("mgmtd", "apiary-mgmtd", List.of("storeMgmtdDirectory=" + dir.resolve("store"),
                "connMgmtdPortTCP=" + port, "connMgmtdPortUDP=" + port, "connAuthFile=" + secret, "connInterfacesList=lo", "connStatusPort=0",
                "connBacklogTCP=1024", "tuneProcessFDLimit=20000"), dir.resolve("mgmtd.log")), port, secret);
        management.daemon.start();
        var answers = new CompletableFuture<Void>();
        try (ClusterConnection connection = ClusterConnection.polling(management.address(), Duration.ofMillis(200), Role.INFORMATION)) {
            connection.listen(state -> {
                if (state instanceof ConnectionState.Online) {
                    answers.complete(null);
                }
            });
            answers.get(START_SECONDS, TimeUnit.SECONDS);
            return management;
        } catch (Exception e) {
            try (management) {
                throw e;
            }
        }
    }

    ClusterAddress address() {
        return new ClusterAddress("127.0.0.1", port, Optional.of(secret));
    }

    @Override
    public void close() throws InterruptedException {
        daemon.close();
    }
}
