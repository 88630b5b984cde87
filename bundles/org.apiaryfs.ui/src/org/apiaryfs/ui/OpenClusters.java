package org.apiaryfs.ui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The sessions of the clusters that are open. Found as a service of the workbench. UI thread only; so are the listeners.
 *
 * <p>Follows the profiles: a session ends with its profile, and begins anew when the profile gets another address or role.
 */
public final class OpenClusters {
    private final Optional<Path> histories;
    private final Executor ui;
    private final Map<String, ClusterSession> sessions = new LinkedHashMap<>();
    private final Set<CompletableFuture<Void>> closing = ConcurrentHashMap.newKeySet();
    private final Listeners<String> listeners = new Listeners<>();

    /**
     * @param histories directory for what is measured in clusters, one below for each profile; empty = nothing is kept
     * @param ui runs what it is given on the UI thread, later
     */
    public OpenClusters(ClusterProfiles profiles, Optional<Path> histories, Executor ui) {
        this.histories = histories;
        this.ui = ui;
        profiles.listen(ignored -> List.copyOf(sessions.values()).forEach(session -> follow(session, profiles.find(session.profile().id()))));
    }

    /** Tells the listener the ID of each cluster that was opened or closed, or of which there are news, until the returned action is run. */
    public Runnable listen(Consumer<String> listener) {
        return listeners.add(listener);
    }

    /** Begins to connect, unless it is open already. */
    public void open(ClusterProfile profile) {
        if (!sessions.containsKey(profile.id())) {
            var session = new ClusterSession(profile, histories.map(all -> all.resolve(profile.id())), ui);
            sessions.put(profile.id(), session);
            session.listen(state -> listeners.tell(profile.id()));
            listeners.tell(profile.id());
        }
    }

    /** Ends the session of this cluster, if there is one. */
    public void close(String id) {
        Optional.ofNullable(sessions.remove(id)).ifPresent(session -> {
            CompletableFuture<Void> end = session.close();
            closing.add(end);
            end.thenRun(() -> closing.remove(end));
        });
    }

    /** @return completes, on another thread, when all that was measured is in the histories */
    public CompletableFuture<Void> closeAll() {
        List.copyOf(sessions.keySet()).forEach(this::close);
        return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
    }

    /** Open clusters, in the order they were opened. */
    public List<String> all() {
        return List.copyOf(sessions.keySet());
    }

    public Optional<ClusterSession> session(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** Where the session of this cluster stands; disconnected if there is none. */
    public SessionState state(String id) {
        return session(id).map(ClusterSession::state).orElseGet(SessionState.Disconnected::new);
    }

    private void follow(ClusterSession session, Optional<ClusterProfile> profile) {
        if (profile.filter(session.profile()::connectsLike).isEmpty()) {
            close(session.profile().id());
            profile.ifPresent(this::open);
        }
    }
}
