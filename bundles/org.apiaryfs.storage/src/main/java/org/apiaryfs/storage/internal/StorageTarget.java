package org.apiaryfs.storage.internal;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apiaryfs.node.FreeSpace;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.DynamicFileAttribs;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.storage.chunk.ChunkArea;
import org.apiaryfs.storage.chunk.ChunkStat;
import org.apiaryfs.storage.chunk.ChunkStore;
import org.apiaryfs.storage.chunk.StorageVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A target that this server has: its chunks, its workers, its state. Thread-safe. */
final class StorageTarget {
    private static final Logger LOG = LoggerFactory.getLogger(StorageTarget.class);

    private final int id;
    private final TargetDirectory directory;
    private final StorageVersions versions;
    private final ExecutorService workers;
    private final ExceededQuota exceeded = new ExceededQuota();
    private volatile Consistency consistency = Consistency.GOOD;

    /** @param workers may be shared with other targets; the caller shuts them down */
    StorageTarget(int id, TargetDirectory directory, StorageVersions versions, ExecutorService workers) {
        this.id = id;
        this.directory = directory;
        this.versions = versions;
        this.workers = workers;
    }

    int id() {
        return id;
    }

    TargetDirectory directory() {
        return directory;
    }

    ChunkStore chunks() {
        return directory.chunks();
    }

    ExecutorService workers() {
        return workers;
    }

    ExceededQuota exceeded() {
        return exceeded;
    }

    /** What this server itself thinks of the target's data. */
    Consistency consistency() {
        return consistency;
    }

    void consistency(Consistency now) {
        if (now != consistency) {
            LOG.info("target state changed: target={} from={} to={}", id, consistency, now);
            consistency = now;
        }
    }

    /**
     * A chunk's attributes as metadata servers want them; without meaning if there is no chunk.
     *
     * @throws FsException INTERNAL if they can't be read
     */
    ChunkAttributes attributes(ChunkArea area, ChunkPath path) throws FsException {
        return versions.next(path.name(), version -> {
            Optional<ChunkStat> stat = chunks().stat(area, path);
            return stat.map(s -> ChunkAttributes.of(new DynamicFileAttribs(version, s.size(), s.blocks(), s.mtime(), s.atime())))
                    .orElse(ChunkAttributes.NONE);
        });
    }

    /** Attributes of a chunk that doesn't exist but counts as one of size 0 with these times, in seconds. */
    ChunkAttributes invented(ChunkPath path, long mtime, long atime) {
        return versions.next(path.name(), version -> ChunkAttributes.of(new DynamicFileAttribs(version, 0, 0, mtime, atime)));
    }

    /** Capacity report; −1 in all numbers if the disk doesn't answer. */
    StorageTargetInfo capacity() {
        try {
            FreeSpace space = chunks().space();
            return info(space.sizeTotal(), space.sizeFree(), space.inodesTotal(), space.inodesFree());
        } catch (FsException e) {
            LOG.warn("no capacity report: target={} error=\"{}\"", id, e.getMessage());
            return info(-1, -1, -1, -1);
        }
    }

    private StorageTargetInfo info(long total, long free, long inodesTotal, long inodesFree) {
        return new StorageTargetInfo(id, chunks().directory().toString(), total, free, inodesTotal, inodesFree, consistency.number());
    }

    /** Logs what went wrong on this target, unless it is something that users bring about. */
    void log(FsException e) {
        if (e.error() == FsError.INTERNAL) {
            LOG.warn("chunk operation failed: target={} error=\"{}\"; is the disk all right?", id, e.getMessage());
        } else {
            LOG.debug("chunk operation refused: target={} error=\"{}\"", id, e.getMessage());
        }
    }
}
