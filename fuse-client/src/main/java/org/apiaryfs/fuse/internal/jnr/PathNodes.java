package org.apiaryfs.fuse.internal.jnr;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiaryfs.fuse.Entry;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.Forgotten;
import org.apiaryfs.fuse.FuseFileSystem;
import org.apiaryfs.fuse.RequestContext;

/**
 * Finds the node of a path by looking up name after name, with a cache that believes entries as long as the file
 * system says. A node is given back to the file system when neither the cache nor an operation uses it.
 *
 * <p>Threading: thread-safe.
 */
final class PathNodes {
    private static final int CAPACITY = 4096; // entries

    private final FuseFileSystem fileSystem;
    private final Map<String, Cached> cache = new LinkedHashMap<>(16, 0.75f, true); // guarded by itself

    private record Cached(Lease lease, long expiry) { }

    PathNodes(FuseFileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    /** The use of a node, one lookup of which belongs to all its users together. Threading: thread-safe. */
    final class Lease implements AutoCloseable {
        private final long node;
        private int users = 1; // guarded by this

        private Lease(long node) {
            this.node = node;
        }

        long node() {
            return node;
        }

        /** One more user; false if there is none left. */
        private synchronized boolean use() {
            if (users == 0) {
                return false;
            }
            users++;
            return true;
        }

        @Override
        public void close() {
            synchronized (this) {
                if (--users > 0) {
                    return;
                }
            }
            if (node != FuseFileSystem.ROOT) {
                fileSystem.forget(List.of(new Forgotten(node, 1)));
            }
        }
    }

    /** The path of the directory that holds the path's last name. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** The last name of the path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The node of an absolute path; to be closed by the caller. */
    Lease find(RequestContext context, String path) throws OperationFailed {
        if (path.equals("/")) {
            return new Lease(FuseFileSystem.ROOT);
        }
        synchronized (cache) {
            Cached cached = cache.get(path);
            if (cached != null && cached.expiry - System.nanoTime() > 0 && cached.lease.use()) {
                return cached.lease;
            }
        }
        if (name(path).length() > 255) {
            throw new OperationFailed(Errno.ENAMETOOLONG);
        }
        try (Lease parent = find(context, parent(path))) {
            Answer answer = new Answer();
            fileSystem.lookup(context, parent.node(), name(path), answer);
            return adopt(path, answer.await(Entry.class));
        }
    }

    /** Takes over a lookup that an operation has answered; the lease is to be closed by the caller. */
    Lease adopt(String path, Entry entry) {
        Lease lease = new Lease(entry.nodeId());
        Duration validity = entry.entryValidity();
        if (validity.isPositive()) {
            lease.use();
            long nanos = validity.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos()
                    : validity.toNanos();
            synchronized (cache) {
                close(cache.put(path, new Cached(lease, System.nanoTime() + nanos)));
                if (cache.size() > CAPACITY) {
                    close(cache.remove(cache.keySet().iterator().next()));
                }
            }
        }
        return lease;
    }

    private static void close(Cached cached) {
        if (cached != null) {
            cached.lease.close();
        }
    }

    /** The name, not that of a directory with entries, has changed: forgets it. */
    void drop(String path) {
        synchronized (cache) {
            close(cache.remove(path));
        }
    }

    /** The name has changed: forgets it and everything below. */
    void dropTree(String path) {
        synchronized (cache) {
            cache.entrySet().removeIf(entry -> {
                String known = entry.getKey();
                boolean affected = known.startsWith(path)
                        && (known.length() == path.length() || known.charAt(path.length()) == '/');
                if (affected) {
                    close(Objects.requireNonNull(entry.getValue()));
                }
                return affected;
            });
        }
    }

    /** Forgets everything. */
    void clear() {
        synchronized (cache) {
            cache.values().forEach(PathNodes::close);
            cache.clear();
        }
    }
}
