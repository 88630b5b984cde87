package org.apiaryfs.check.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.admin.EntryName;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.model.EntryInfo;

/** Finds paths from the root by climbing from name to name. Used by one thread. */
final class Paths {
    private static final int REMEMBERED = 10_000;

    private final FactTable table;
    /** Of directories, by entry ID; empty if no names lead from the root to it. */
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
                .flatMap(this::of);
    }

    private Optional<String> of(FsckDirEntry name) {
        return directory(name.parentDirId()).map(dir -> below(dir, name));
    }

    private static String below(String dir, FsckDirEntry name) {
        return (dir.equals("/") ? "" : dir) + "/" + EntryName.of(name.name());
    }

    /** Climbs until a path is known, then comes down again; a circle of directories has none. */
    private Optional<String> directory(String id) {
        Deque<FsckDirEntry> climbed = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        String at = id;
        while (!at.equals(EntryInfo.ROOT_ID) && !known.containsKey(at)) {
            Optional<FsckDirEntry> name = seen.add(at) ? table.find(at).flatMap(facts -> facts.names().stream().findFirst()) : Optional.empty();
            if (name.isEmpty()) {
                known.put(at, Optional.empty());
                break;
            }
            climbed.push(name.get());
            at = name.get().parentDirId();
        }
        Optional<String> path = at.equals(EntryInfo.ROOT_ID) ? Optional.of("/") : known.get(at);
        for (FsckDirEntry name : climbed) {
            path = path.map(dir -> below(dir, name));
            known.put(name.id(), path);
        }
        return path;
    }
}
