package org.apiaryfs.storage.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.fsck.FsckChunk;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.storage.chunk.ChunkArea;
import org.apiaryfs.storage.chunk.ChunkStat;

/** A walk over all chunks of this server's targets, taken in portions. Not thread-safe. */
final class ChunkWalk implements AutoCloseable {
    /**
     * A tree to be walked.
     *
     * @param group the group that the target is the primary of; 0 for the tree of plain chunks
     */
    private record Tree(StorageTarget target, ChunkArea area, int group) {
        private Path root() {
            return target.chunks().directory().resolve(area.directory());
        }
    }

    private final Deque<Tree> left = new ArrayDeque<>();
    private Optional<Stream<Path>> files = Optional.empty();
    private Iterator<Path> next = List.<Path>of().iterator();
    private boolean failed;

    ChunkWalk(Places places) {
        for (StorageTarget target : places.targets().all()) {
            left.add(new Tree(target, ChunkArea.CHUNKS, 0));
            int group = places.groupOfPrimary(target.id());
            if (group != 0) {
                left.add(new Tree(target, ChunkArea.MIRROR, group));
            }
        }
        open();
    }

    private void open() {
        close();
        if (!left.isEmpty()) {
            try {
                Stream<Path> stream = Files.walk(left.peek().root());
                files = Optional.of(stream);
                next = stream.iterator();
            } catch (IOException | UncheckedIOException e) {
                failed = true;
            }
        }
    }

    /** The next chunks; fewer than asked for only at the end. Files that vanish meanwhile are left out. */
    List<FsckChunk> take(int number) {
        List<FsckChunk> chunks = new ArrayList<>();
        while (chunks.size() < number && !left.isEmpty() && !failed) {
            try {
                if (next.hasNext()) {
                    chunk(left.peek(), next.next()).ifPresent(chunks::add);
                } else {
                    left.remove();
                    open();
                }
            } catch (UncheckedIOException e) {
                failed = !(e.getCause() instanceof NoSuchFileException);
            }
        }
        return chunks;
    }

    private static Optional<FsckChunk> chunk(Tree tree, Path file) {
        Path relative = tree.root().relativize(file);
        if (relative.getNameCount() < 2) {
            return Optional.empty();
        }
        ChunkPath path = new ChunkPath(relative.getParent().toString(), relative.getFileName().toString());
        try {
            return tree.target.chunks().stat(tree.area, path).filter(ChunkStat::regularFile).map(s -> new FsckChunk(
                    path.name(), tree.target.id(), path.directory(), s.size(), s.blocks(), s.ctime(), s.mtime(), s.atime(), s.uid(), s.gid(), tree.group));
        } catch (FsException e) {
            tree.target.log(e);
            return Optional.empty();
        }
    }

    /** True when everything was taken. */
    boolean finished() {
        return left.isEmpty();
    }

    /** True if a directory couldn't be read. */
    boolean failed() {
        return failed;
    }

    @Override
    public void close() {
        files.ifPresent(Stream::close);
        files = Optional.empty();
    }
}
