package org.apiaryfs.check.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.admin.DisplayText;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.model.EntryInfo;

/** Finds paths from the root by climbing from name to name. Used by one thread. */
final class Paths {
    private static final int DEEPEST = 4096;
    private static final int REMEMBERED = 10_000;

    private final FactTable table;
    private final Map<String, Optional<String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Paths(FactTable table) {
        this.table = table;
    }

    /** The path of what a suspicion is about, as display text. */
    Optional<String> of(Suspicion suspicion) {
        if (suspicion.facts().root()) {
            return Optional.of("/");
        }
        return suspicion.name().or(() -> suspicion.facts().names().stream().findFirst()).or(() -> suspicion.facts().disposed().stream().findFirst())
                .flatMap(name -> of(name, DEEPEST));
    }

    private Optional<String> of(FsckDirEntry name, int left) {
        return directory(name.parentDirId(), left).map(dir -> (dir.equals("/") ? "" : dir) + "/" + DisplayText.of(name.name()));
    }

    private Optional<String> directory(String id, int left) {
        if (id.equals(EntryInfo.ROOT_ID)) {
            return Optional.of("/");
        }
        if (left == 0) {
            return Optional.empty();
        }
        Optional<String> before = known.get(id);
        if (before != null) {
            return before;
        }
        Optional<String> path = table.find(id).flatMap(facts -> facts.names().stream().findFirst()).flatMap(name -> of(name, left - 1));
        known.put(id, path);
        return path;
    }
}
