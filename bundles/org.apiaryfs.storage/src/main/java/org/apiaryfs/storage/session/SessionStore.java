package org.apiaryfs.storage.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.apiaryfs.storage.chunk.ChunkHandle;

/**
 * The sessions of all clients (spec storage §12.5). They come into being by the first request and
 * end with CloseChunkFile, or when the client has gone; they never expire. Thread-safe.
 */
public final class SessionStore {
    private final Map<Integer, Map<SessionKey, SessionFile>> clients = new ConcurrentHashMap<>();

    /** Makes what a new session file keeps of its chunk. */
    @FunctionalInterface
    public interface Opener {
        ChunkHandle open();
    }

    /** A file that a client has open. @param clientId the client's numeric ID, unsigned */
    public record Entry(int clientId, SessionFile file) {}

    public Optional<SessionFile> find(int clientId, SessionKey key) {
        Map<SessionKey, SessionFile> files = clients.get(clientId);
        return files == null ? Optional.empty() : Optional.ofNullable(files.get(key));
    }

    /**
     * The session file, made if there is none.
     *
     * @param crashed mark of a new one: the client thinks it has written here before
     */
    public SessionFile findOrAdd(int clientId, SessionKey key, boolean crashed, Opener opener) {
        Optional<SessionFile> present = find(clientId, key);
        if (present.isPresent()) {
            return present.get();
        }
        SessionFile[] result = new SessionFile[1];
        clients.compute(clientId, (id, old) -> {
            Map<SessionKey, SessionFile> files = old == null ? new ConcurrentHashMap<>() : old;
            result[0] = files.computeIfAbsent(key, k -> new SessionFile(k, opener.open(), crashed, 0));
            return files;
        });
        return result[0];
    }

    /** Puts back a session file of an earlier run. */
    void restore(int clientId, SessionFile file) {
        clients.computeIfAbsent(clientId, id -> new ConcurrentHashMap<>()).put(file.key(), file);
    }

    /** Takes a session file out; requests that are at it finish undisturbed. Empty if there is none. */
    public Optional<SessionFile> remove(int clientId, SessionKey key) {
        SessionFile[] removed = new SessionFile[1];
        clients.computeIfPresent(clientId, (id, files) -> {
            removed[0] = files.remove(key);
            return files.isEmpty() ? null : files;
        });
        return Optional.ofNullable(removed[0]);
    }

    /** Closes the files of all clients that aren't wanted; returns the number of these clients. */
    public int retainClients(IntPredicate wanted) {
        int gone = 0;
        for (Integer client : List.copyOf(clients.keySet())) {
            if (!wanted.test(client)) {
                Map<SessionKey, SessionFile> files = clients.remove(client);
                if (files != null) {
                    files.values().forEach(f -> f.chunk().close());
                    gone++;
                }
            }
        }
        return gone;
    }

    /** Closes the files that a condition holds for. */
    public void closeIf(Predicate<SessionFile> condition) {
        for (Entry entry : all()) {
            if (condition.test(entry.file())) {
                remove(entry.clientId(), entry.file().key()).ifPresent(f -> f.chunk().close());
            }
        }
    }

    /** All open files; what changes meanwhile may be missed. */
    public List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        clients.forEach((client, files) -> files.values().forEach(f -> entries.add(new Entry(client, f))));
        return entries;
    }

    /** Number of clients with open files. */
    public int clientCount() {
        return clients.size();
    }
}
