package org.apiaryfs.tests.simulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A {@link SimulatedCluster} as a process of its own, beside what is measured. */
public final class SimulatorMain {
    /** Printed when all nodes are in the cluster. */
    public static final String READY = "all nodes are in the cluster";

    private SimulatorMain() {}

    /** Arguments: port of the management server on this host, file with the secret, numbers as of {@link ClusterSize}, seconds. */
    public static void main(String[] arguments) throws Exception {
        ClusterSize size = new ClusterSize(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]));
        try (SimulatedCluster cluster = new SimulatedCluster("127.0.0.1", Integer.parseInt(arguments[0]), Files.readAllBytes(Path.of(arguments[1])))) {
            cluster.start(size, Duration.ofSeconds(Long.parseLong(arguments[6])));
            System.out.println(READY);
            new CountDownLatch(1).await(); // until it is killed
        }
    }
}
