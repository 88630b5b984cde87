package org.apiaryfs.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.ui.services.IServiceLocator;

/**
 * Keeps a part at the session of the current cluster: whichever was selected last, as long as it is open. UI thread only;
 * so is the follower.
 */
public final class CurrentSession {
    private final Follower follower;
    private final CurrentCluster current;
    private final OpenClusters open;
    private final ClusterProfiles profiles;
    private final List<Runnable> unlisten = new ArrayList<>();
    private Optional<ClusterSession> session = Optional.empty();
    private boolean told;

    /** Told of the current cluster. The first three are told once at the beginning as well, in this order. */
    public interface Follower {
        /** The current cluster has this profile, which may have got another name; empty if none was selected. */
        default void named(Optional<ClusterProfile> profile) { }

        /** It is another one, or was opened or closed. What was shown belongs to the former session. Empty if it isn't open. */
        default void switched(Optional<ClusterSession> session) { }

        /** There is another state of it; disconnected if it isn't open. */
        default void news(SessionState state) { }
    }

    /** @param services such as the site of a view */
    public CurrentSession(IServiceLocator services, Follower follower) {
        this.follower = follower;
        current = services.getService(CurrentCluster.class);
        open = services.getService(OpenClusters.class);
        profiles = services.getService(ClusterProfiles.class);
    }

    /** Begins to follow, until it is closed; once. The follower is told before this returns. */
    public void follow() {
        unlisten.add(current.listen(chosen -> look()));
        unlisten.add(open.listen(this::look));
        unlisten.add(profiles.listen(changed -> follower.named(profile())));
        look();
    }

    /** Of the current cluster, if one was selected. */
    public Optional<ClusterProfile> profile() {
        return current.id().flatMap(profiles::find);
    }

    /** Of the current cluster, if it is open. */
    public Optional<ClusterSession> session() {
        return session;
    }

    public SessionState state() {
        return session.map(ClusterSession::state).orElseGet(SessionState.Disconnected::new);
    }

    public void close() {
        unlisten.forEach(Runnable::run);
        unlisten.clear();
    }

    private void look(String changed) {
        if (current.id().equals(Optional.of(changed))) {
            look();
        }
    }

    private void look() {
        Optional<ClusterSession> now = current.id().flatMap(open::session);
        follower.named(profile());
        if (!told || !now.equals(session)) {
            told = true;
            session = now;
            follower.switched(now);
        }
        follower.news(state());
    }
}
