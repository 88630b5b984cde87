package org.apiaryfs.storage.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** This server's targets. Immutable. */
final class Targets {
    private final Map<Integer, StorageTarget> byId = new LinkedHashMap<>();
    private final StorageTarget first;

    /** @param targets at least one, in the order of the configuration */
    Targets(List<StorageTarget> targets) {
        targets.forEach(t -> byId.put(t.id(), t));
        first = targets.getFirst();
    }

    Optional<StorageTarget> get(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<StorageTarget> all() {
        return byId.values();
    }

    List<Integer> ids() {
        return List.copyOf(byId.keySet());
    }

    /** Who works for a target; for unknown ones and for 0 those of the first (spec storage §12.6). */
    Executor workers(int target) {
        return byId.getOrDefault(target, first).workers();
    }
}
