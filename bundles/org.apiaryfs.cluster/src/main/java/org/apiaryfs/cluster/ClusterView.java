package org.apiaryfs.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Holds the current {@link ClusterMap} and tells listeners of each new one.
 *
 * <p>Thread-safe. Listeners are called on the thread that made the change, one change at a time and
 * in order, and must not block.
 */
public final class ClusterView {
    private final AtomicReference<ClusterMap> map = new AtomicReference<>(ClusterMap.EMPTY);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Told after each change. */
    @FunctionalInterface
    public interface Listener {
        void changed(ClusterMap before, ClusterMap after);
    }

    public ClusterMap current() {
        return map.get();
    }

    /** Replaces the map by what the function makes of it; nothing happens if that is equal. */
    public synchronized void update(UnaryOperator<ClusterMap> change) {
        ClusterMap before = map.get();
        ClusterMap after = change.apply(before);
        if (!after.equals(before)) {
            map.set(after);
            listeners.forEach(l -> l.changed(before, after));
        }
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }
}
