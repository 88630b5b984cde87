package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.SshIdentity;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

/** Profiles, sessions and the current cluster. The test thread is the UI thread; what connections have to say is not waited for. */
class OpenClustersTest {
    private final Preferences store = InstanceScope.INSTANCE.getNode("org.apiaryfs.ui.tests").node(UUID.randomUUID().toString());
    private final ClusterProfiles profiles = new ClusterProfiles(store);
    private final OpenClusters open = new OpenClusters(profiles, Optional.empty(), ignored -> { });
    private final ClusterProfile one = profile("one", 1);
    private final ClusterProfile two = profile("two", 2);

    @AfterEach
    void closeAll() throws BackingStoreException {
        open.closeAll();
        store.removeNode();
    }

    @Test
    void profilesAreReadAsTheyWereWritten() {
        var secret = ClusterProfile.create("Größe, 集群", new ClusterAddress("h", 3, Optional.of(Path.of("/etc/secret"))), Role.INFORMATION, true);
        List.of(one, two, secret).forEach(profiles::save);
        profiles.remove(one.id());
        profiles.addUnsaved(one);

        assertEquals(List.of(two, secret), new ClusterProfiles(store).all());
        assertEquals(List.of(two, secret, one), profiles.all());
    }

    @Test
    void whatCanNotBeReadIsLeftOut() {
        List.of(one, two).forEach(profiles::save);
        store.node(one.id()).put("address", "h:none");

        assertEquals(List.of(two), new ClusterProfiles(store).all());
    }

    @Test
    void sessionsFollowTheirProfiles() {
        var news = new ArrayList<String>();
        List.of(one, two).forEach(profiles::save);
        open.listen(news::add);
        List.of(one, two).forEach(open::open);
        ClusterSession first = open.session(one.id()).orElseThrow();

        profiles.save(one.with("other name", one.address(), one.role(), true, SshIdentity.USUAL));
        assertSame(first, open.session(one.id()).orElseThrow());

        profiles.save(one.with("other name", one.address(), Role.INFORMATION, true, SshIdentity.USUAL));
        assertNotSame(first, open.session(one.id()).orElseThrow());
        assertEquals(new SessionState.Disconnected(), first.state());

        profiles.remove(two.id());
        assertEquals(List.of(one.id()), open.all());
        assertEquals(new SessionState.Disconnected(), open.state(two.id()));
        assertEquals(List.of(one.id(), two.id(), one.id(), one.id(), two.id()), news);
    }

    @Test
    void theCurrentClusterIsTheFirstUnlessAnotherIsChosen() {
        List.of(one, two).forEach(profiles::save);
        var current = new CurrentCluster(profiles, open, store);
        List.of(one, two).forEach(open::open);
        assertEquals(Optional.of(one.id()), current.id());

        current.choose(two.id());
        assertEquals(Optional.of(two.id()), new CurrentCluster(profiles, open, store).id(), "remembered");

        profiles.remove(two.id());
        assertEquals(Optional.of(one.id()), current.id());
    }

    private static ClusterProfile profile(String name, int port) {
        return ClusterProfile.create(name, new ClusterAddress("127.0.0.1", port, Optional.empty()), Role.ADMINISTRATOR, false);
    }
}
