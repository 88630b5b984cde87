package org.apiaryfs.ui.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.apiaryfs.admin.ClusterAddress;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;
import org.slf4j.LoggerFactory;

/** The cluster that was connected last, kept in the preferences: what the dialog proposes. Thread-safe. */
final class LastAddress {
    private static final String NODE = "org.apiaryfs.ui";
    private static final String ADDRESS = "lastCluster";
    private static final String AUTH_FILE = "lastAuthFile";

    private LastAddress() { }

    static Optional<ClusterAddress> load() {
        var preferences = InstanceScope.INSTANCE.getNode(NODE);
        String address = preferences.get(ADDRESS, "");
        String authFile = preferences.get(AUTH_FILE, "");
        try {
            return address.isEmpty() ? Optional.empty()
                    : Optional.of(ClusterAddress.parse(address, Optional.of(authFile).filter(text -> !text.isEmpty()).map(Path::of)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // only a proposal: one that can't be read is none
        }
    }

    static void save(ClusterAddress address) {
        var preferences = InstanceScope.INSTANCE.getNode(NODE);
        preferences.put(ADDRESS, address.toString());
        preferences.put(AUTH_FILE, address.secretFile().map(Path::toString).orElse(""));
        try {
            preferences.flush();
        } catch (BackingStoreException e) {
            LoggerFactory.getLogger(LastAddress.class).warn("preferences not saved: {}", e.getMessage());
        }
    }
}
