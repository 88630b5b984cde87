package org.apiaryfs.tests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.StoreCheck;
import org.apiaryfs.meta.store.StoreOptions;

/** The stores of metadata servers that don't run. Not thread-safe. */
public final class MetaStores implements AutoCloseable {
    private final Map<Integer, MetaStore> stores = new TreeMap<>();

    /** Opens the stores of all metadata servers of a cluster. */
    public MetaStores(TestCluster cluster) throws IOException {
        for (Daemon meta : cluster.metas()) {
            Path directory = cluster.directory().resolve(meta.name());
            int node = Integer.parseInt(Files.readString(directory.resolve("nodeNumID")).strip());
            stores.put(node, MetaStore.open(directory.resolve("store"), StoreOptions.DEFAULT));
        }
    }

    /** What doesn't match in them and between them. */
    public List<String> check() {
        return StoreCheck.run(stores);
    }

    /** True if an operation over two servers hasn't come to its end. */
    public boolean unsettled() {
        return stores.values().stream().anyMatch(store -> !store.intents().isEmpty());
    }

    @Override
    public void close() {
        stores.values().forEach(MetaStore::close);
    }
}
