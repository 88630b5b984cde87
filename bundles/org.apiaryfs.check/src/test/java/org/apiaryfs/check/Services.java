package org.apiaryfs.check;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.client.ClientKeys;
import org.apiaryfs.client.FileSystemClient;
import org.apiaryfs.config.Config;
import org.apiaryfs.meta.MetaConfig;
import org.apiaryfs.meta.MetaService;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.StoreOptions;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.mgmt.MgmtConfig;
import org.apiaryfs.mgmt.MgmtKeys;
import org.apiaryfs.mgmt.MgmtService;
import org.apiaryfs.storage.StorageConfig;
import org.apiaryfs.storage.StorageService;
import org.apiaryfs.transport.Transport;

/** A cluster in this process: one metadata node, one storage node with two targets. Not thread-safe. */
final class Services implements AutoCloseable {
    static final int META = 1;

    private final Path directory;
    private final Transport transport = Transport.open(2);
    private final int[] ports = {freePort(), freePort(), freePort()};
    private final MgmtService management;
    private final StorageService storage;
    private MetaService meta;

    Services(Path directory) throws Exception {
        this.directory = directory;
        Files.writeString(secret(), "a secret of this test\n");
        management = MgmtService.start(MgmtConfig.of(Config.parse(MgmtKeys.schema(), words(0, "Mgmtd", List.of(
                "storeMgmtdDirectory=" + directory.resolve("mgmtd"), "tuneStorageSpaceLowLimit=1m", "tuneStorageSpaceEmergencyLimit=1k",
                "tuneStorageInodesLowLimit=10", "tuneStorageInodesEmergencyLimit=5")))), transport);
        startMeta();
        storage = StorageService.start(StorageConfig.of(Config.parse(StorageConfig.schema(), words(2, "Storage", List.of(
                "storeStorageDirectory=" + target(1) + "," + target(2))))), transport);
    }

    void startMeta() throws Exception {
        meta = MetaService.start(MetaConfig.of(Config.parse(MetaConfig.schema(), words(1, "Meta", List.of(
                "storeMetaDirectory=" + directory.resolve("meta"), "tuneDefaultNumStripeTargets=2")))), transport);
    }

    void stopMeta() {
        meta.stop(Duration.ofSeconds(5));
    }

    /** Changes the store of the metadata node while that is stopped. */
    void damage(Consumer<Store> change) throws Exception {
        stopMeta();
        try (MetaStore store = MetaStore.open(directory.resolve("meta/store"), StoreOptions.DEFAULT)) {
            try (Update update = store.update()) {
                change.accept(new Store(store, update));
                update.commit();
            }
        }
        startMeta();
    }

    record Store(MetaStore store, Update update) {}

    /** All chunk files of a target. */
    List<Path> chunks(int target) throws IOException {
        try (Stream<Path> files = Files.walk(target(target).resolve("chunks"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    Path target(int number) {
        return directory.resolve("t" + number);
    }

    FileSystemClient client() throws Exception {
        List<String> words = words(3, "Client", List.of());
        words.removeIf(word -> word.startsWith("connStatusPort") || word.startsWith("connClientPortTCP"));
        words.removeIf(word -> word.startsWith("connClientPortUDP"));
        words.add("connClientPortUDP=" + freePort());
        return FileSystemClient.connect(Config.parse(ClientKeys.schema(), words));
    }

    private List<String> words(int index, String kind, List<String> own) {
        List<String> words = new ArrayList<>(own);
        words.addAll(List.of("connMgmtdPortTCP=" + ports[0], "connMgmtdPortUDP=" + ports[0], "connAuthFile=" + secret(),
                "connInterfacesList=lo", "connStatusPort=0"));
        if (index > 0) {
            words.add("sysMgmtdHost=127.0.0.1");
        }
        if (index > 0 && index < ports.length) {
            words.addAll(List.of("conn" + kind + "PortTCP=" + ports[index], "conn" + kind + "PortUDP=" + ports[index]));
        }
        return words;
    }

    private Path secret() {
        return directory.resolve("secret");
    }

    CheckReport check() throws Exception {
        return check(Check.Choice.NOTHING);
    }

    CheckReport check(Check.Choice choice) throws Exception {
        return Check.run(new ClusterAddress("127.0.0.1", ports[0], Optional.of(secret())),
                new CheckOptions(false, false, Files.createDirectories(directory.resolve("work"))), choice);
    }

    private static int freePort() {
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
        storage.close();
        meta.close();
        management.stop(Duration.ofSeconds(1));
        transport.close();
    }
}
