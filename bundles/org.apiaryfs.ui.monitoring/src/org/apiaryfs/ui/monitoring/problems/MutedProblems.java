package org.apiaryfs.ui.monitoring.problems;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.ui.PreferenceWriter;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The problems that the user doesn't want to hear of: for a while, or until they are over. Kept in the preferences, by
 * cluster. UI thread only.
 */
public final class MutedProblems {
    private static final Logger LOG = LoggerFactory.getLogger(MutedProblems.class);
    private static final String UNTIL_OVER = "over"; // else seconds since 1970

    private final Preferences store;
    private final InstantSource clock;
    private final Map<ProblemRow.Key, Optional<Instant>> muted = new HashMap<>();

    /** Reads what is in the store: a node for each cluster, a key for each problem. */
    public MutedProblems(Preferences store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        try {
            for (String cluster : store.childrenNames()) {
                for (String problem : store.node(cluster).keys()) {
                    read(store.node(cluster).get(problem, UNTIL_OVER)).ifPresent(until -> muted.put(new ProblemRow.Key(cluster, problem), until));
                }
            }
        } catch (BackingStoreException e) {
            LOG.warn("muted problems can't be read: {}", e.getMessage());
        }
    }

    private static Optional<Optional<Instant>> read(String value) {
        if (value.equals(UNTIL_OVER)) {
            return Optional.of(Optional.empty());
        }
        try {
            return Optional.of(Optional.of(Instant.ofEpochSecond(Long.parseLong(value))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public boolean isMuted(ProblemRow.Key problem) {
        return muted.containsKey(problem) && muted.get(problem).filter(until -> !clock.instant().isBefore(until)).isEmpty();
    }

    /** @param until when it is heard of again; empty = when it is over and comes again */
    public void mute(ProblemRow.Key problem, Optional<Instant> until) {
        muted.put(problem, until);
        store.node(problem.clusterId()).put(problem.problem(), until.map(time -> Long.toString(time.getEpochSecond())).orElse(UNTIL_OVER));
        PreferenceWriter.write(store);
    }

    public void unmute(ProblemRow.Key problem) {
        if (muted.remove(problem) != null) {
            store.node(problem.clusterId()).remove(problem.problem());
            PreferenceWriter.write(store);
        }
    }

    /** These are over. */
    public void over(Collection<ProblemRow.Key> problems) {
        problems.stream().filter(problem -> muted.getOrDefault(problem, Optional.of(Instant.MAX)).isEmpty()).toList().forEach(this::unmute);
    }

    /** Forgets what isn't muted any more; whether there was any. */
    public boolean expire() {
        var ended = new HashSet<>(muted.keySet());
        ended.removeIf(this::isMuted);
        ended.forEach(this::unmute);
        return !ended.isEmpty();
    }

    /** Forgets all about other clusters. */
    public void retain(Set<String> clusters) {
        muted.keySet().removeIf(problem -> !clusters.contains(problem.clusterId()));
        try {
            for (String cluster : store.childrenNames()) {
                if (!clusters.contains(cluster)) {
                    store.node(cluster).removeNode();
                }
            }
        } catch (BackingStoreException e) {
            LOG.warn("muted problems can't be forgotten: {}", e.getMessage());
        }
    }
}
