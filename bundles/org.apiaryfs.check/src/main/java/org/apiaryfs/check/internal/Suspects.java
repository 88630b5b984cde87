package org.apiaryfs.check.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Suspicions of one gathering; a great many are only counted. Used by one thread. */
final class Suspects {
    /** Suspicions kept, each some hundred bytes. */
    private static final int MOST = 50_000;

    private final List<Suspicion> suspicions = new ArrayList<>();
    private long more;

    void add(List<Suspicion> found) {
        for (Suspicion suspicion : found) {
            if (suspicions.size() < MOST) {
                suspicions.add(suspicion);
            } else {
                more++;
            }
        }
    }

    List<Suspicion> all() {
        return List.copyOf(suspicions);
    }

    /** Suspicions that were only counted. */
    long more() {
        return more;
    }

    boolean isEmpty() {
        return suspicions.isEmpty();
    }

    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        suspicions.forEach(suspicion -> ids.add(suspicion.id()));
        return ids;
    }

    /** Those that another gathering found as well, with what that one knows of them. */
    List<Suspicion> alsoIn(Suspects other) {
        Map<Object, Suspicion> again = new HashMap<>();
        other.suspicions.forEach(suspicion -> again.put(suspicion.identity(), suspicion));
        List<Suspicion> both = new ArrayList<>();
        for (Suspicion suspicion : suspicions) {
            Suspicion later = again.get(suspicion.identity());
            if (later != null) {
                both.add(later);
            }
        }
        return both;
    }
}
