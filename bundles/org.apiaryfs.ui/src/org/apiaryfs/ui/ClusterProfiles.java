package org.apiaryfs.ui;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.Role;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clusters that the user knows, in the order they were added, kept in the preferences. Found as a service of the
 * workbench. UI thread only; so are the listeners.
 */
public final class ClusterProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterProfiles.class);
    private static final String ORDER = "order"; // IDs; each has a node of its own with these keys:
    private static final String NAME = "name";
    private static final String ADDRESS = "address";
    private static final String AUTH_FILE = "authFile";
    private static final String ROLE = "role";
    private static final String OPEN_AT_START = "openAtStart";
    private static final String SSH_USER = "sshUser";
    private static final String SSH_KEY_FILE = "sshKeyFile";

    private final Preferences store;
    private final Map<String, ClusterProfile> profiles = new LinkedHashMap<>();
    private final Set<String> unsaved = new HashSet<>();
    private final Listeners<List<ClusterProfile>> listeners = new Listeners<>();

    /** Reads what is in the store; what can't be read is left out. */
    public ClusterProfiles(Preferences store) {
        this.store = store;
        for (String id : store.get(ORDER, "").split(",")) {
            if (!id.isEmpty()) {
                read(id, store.node(id)).ifPresent(profile -> profiles.put(id, profile));
            }
        }
    }

    public List<ClusterProfile> all() {
        return List.copyOf(profiles.values());
    }

    public Optional<ClusterProfile> find(String id) {
        return Optional.ofNullable(profiles.get(id));
    }

    /** Tells the listener of each change until the returned action is run. */
    public Runnable listen(Consumer<List<ClusterProfile>> listener) {
        return listeners.add(listener);
    }

    /** Adds a profile, or changes the one of this ID. */
    public void save(ClusterProfile profile) {
        unsaved.remove(profile.id());
        profiles.put(profile.id(), profile);
        write();
        listeners.tell(all());
    }

    /** Adds a profile until the program ends. */
    public void addUnsaved(ClusterProfile profile) {
        unsaved.add(profile.id());
        profiles.put(profile.id(), profile);
        listeners.tell(all());
    }

    public void remove(String id) {
        if (profiles.remove(id) != null) {
            unsaved.remove(id);
            write();
            listeners.tell(all());
        }
    }

    private static Optional<ClusterProfile> read(String id, Preferences node) {
        try {
            return Optional.of(new ClusterProfile(id, node.get(NAME, ""), ClusterAddress.parse(node.get(ADDRESS, ""), text(node, AUTH_FILE).map(Path::of)),
                    Role.valueOf(node.get(ROLE, "")), node.getBoolean(OPEN_AT_START, false),
                    new SshIdentity(text(node, SSH_USER), text(node, SSH_KEY_FILE).map(Path::of))));
        } catch (IllegalArgumentException e) {
            LOG.warn("a cluster of the preferences can't be read and is left out: id={}", id, e);
            return Optional.empty();
        }
    }

    private static Optional<String> text(Preferences node, String key) {
        return Optional.of(node.get(key, "")).filter(text -> !text.isEmpty());
    }

    private void write() {
        try {
            List<ClusterProfile> kept = profiles.values().stream().filter(profile -> !unsaved.contains(profile.id())).toList();
            store.put(ORDER, String.join(",", kept.stream().map(ClusterProfile::id).toList()));
            for (String id : store.childrenNames()) {
                if (kept.stream().noneMatch(profile -> profile.id().equals(id))) {
                    store.node(id).removeNode();
                }
            }
            kept.forEach(profile -> write(profile, store.node(profile.id())));
        } catch (BackingStoreException e) {
            LOG.warn("preferences not written: {}", e.getMessage());
        }
        PreferenceWriter.write(store);
    }

    private static void write(ClusterProfile profile, Preferences node) {
        node.put(NAME, profile.name());
        node.put(ADDRESS, profile.address().toString());
        node.put(AUTH_FILE, profile.address().secretFile().map(Path::toString).orElse(""));
        node.put(ROLE, profile.role().name());
        node.putBoolean(OPEN_AT_START, profile.openAtStart());
        node.put(SSH_USER, profile.ssh().user().orElse(""));
        node.put(SSH_KEY_FILE, profile.ssh().keyFile().map(Path::toString).orElse(""));
    }
}
