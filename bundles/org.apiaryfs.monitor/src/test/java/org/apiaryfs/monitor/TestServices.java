package org.apiaryfs.monitor;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.config.Config;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.meta.MetaService;
import org.apiaryfs.mgmt.MgmtConfig;
import org.apiaryfs.mgmt.MgmtKeys;
import org.apiaryfs.mgmt.MgmtService;
import org.apiaryfs.storage.StorageConfig;
import org.apiaryfs.storage.StorageService;
import org.apiaryfs.transport.Transport;

/** The three services in this process: one metadata node, one storage node with two targets. */
final class TestServices implements AutoCloseable {
    private final Path directory;
    private final Transport transport = Transport.open(1);
    private final int[] ports = {freePort(), freePort(), freePort()};
    private MgmtService management;
    private final MetaService meta;
    private StorageService storage;

    TestServices(Path directory) throws Exception {
        this.directory = directory;
        Files.writeString(secret(), "a secret of this test\n");
        startManagement();
        meta = MetaService.start(MetaConfig.of(Config.parse(MetaConfig.schema(), words(1, "Meta", List.of(
                "storeMetaDirectory=" + directory.resolve("meta"))))), transport);
        startStorage();
    }

    void startStorage() throws Exception {
        storage = StorageService.start(StorageConfig.of(Config.parse(StorageConfig.schema(), words(2, "Storage", List.of(
                "storeStorageDirectory=" + directory.resolve("t1") + "," + directory.resolve("t2"))))), transport);
    }

    void startManagement() throws Exception {
        management = MgmtService.start(MgmtConfig.of(Config.parse(MgmtKeys.schema(), words(0, "Mgmtd", List.of(
                "storeMgmtdDirectory=" + directory.resolve("mgmtd"), "tuneStorageSpaceLowLimit=1m", "tuneStorageSpaceEmergencyLimit=1k",
                "tuneStorageInodesLowLimit=10", "tuneStorageInodesEmergencyLimit=5")))), transport);
    }

    void stopManagement() {
        management.stop(Duration.ofSeconds(1));
    }

    void stopStorage() {
        storage.close();
    }

    private List<String> words(int index, String kind, List<String> own) {
        List<String> words = new ArrayList<>(own);
        words.addAll(List.of("connMgmtdPortTCP=" + ports[0], "connMgmtdPortUDP=" + ports[0], "connAuthFile=" + secret(),
                "connInterfacesList=lo", "connStatusPort=0"));
        if (index > 0) {
            words.addAll(List.of("sysMgmtdHost=127.0.0.1", "conn" + kind + "PortTCP=" + ports[index], "conn" + kind + "PortUDP=" + ports[index]));
        }
        return words;
    }

    Path secret() {
        return directory.resolve("secret");
    }

    ClusterAddress address() {
        return new ClusterAddress("127.0.0.1", ports[0], Optional.of(secret()));
    }

    static int freePort() {
        while (true) {
            try (ServerSocket stream = new ServerSocket(0); DatagramSocket datagrams = new DatagramSocket(stream.getLocalPort())) {
                return datagrams.getLocalPort();
            } catch (IOException e) {
                continue; // taken by a datagram socket; the next is another
            }
        }
    }

    @Override
    public void close() {
        stopStorage();
        meta.close();
        stopManagement();
        transport.close();
    }
}
