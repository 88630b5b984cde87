package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.striping.StripeLayout;

/**
 * Where a file's content is: which chunks are on which targets. Chunks are counted from 0. Immutable.
 *
 * @param chunkSize bytes of each chunk but the last
 * @param size of the file, bytes
 * @param shares in stripe order; chunk <i>n</i> is in share <i>n</i> modulo their number
 */
public record FileSpread(int chunkSize, long size, List<Share> shares) {
    public FileSpread {
        shares = List.copyOf(shares);
    }

    /**
     * The part of a file that is on a target, or on all targets of a mirror group. Immutable.
     *
     * @param index place in the stripe order, from 0
     * @param group mirror group; empty if the part is on one target only
     * @param places the target, or the primary and the secondary
     * @param bytes what it holds if the file has no holes
     * @param chunks number of chunks that this is, the last one perhaps not full
     */
    public record Share(int index, Optional<Integer> group, List<Place> places, long bytes, long chunks) {
        public Share {
            places = List.copyOf(places);
        }
    }

    /**
     * A target. Immutable.
     *
     * @param target its ID
     * @param node the server that has it; empty if the target isn't mapped
     * @param alias that server's string ID, for people; empty if it isn't known
     */
    public record Place(int target, Optional<Integer> node, Optional<String> alias) {}

    /**
     * That of a file with this pattern.
     *
     * @param size of the file, bytes
     * @return empty if the pattern has no targets, as those of directories
     */
    public static Optional<FileSpread> of(StripePattern pattern, long size, ClusterSnapshot snapshot) {
        List<Integer> ids = pattern.targets();
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        StripeLayout layout = StripeLayout.of(pattern);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            long bytes = layout.localSize(size, i);
            boolean mirrored = pattern.typeNumber() == StripePattern.BUDDY_MIRROR;
            Stream<Integer> targets = mirrored ? members(ids.get(i), snapshot)
                    : i < pattern.mirrorTargets().size() ? Stream.of(ids.get(i), pattern.mirrorTargets().get(i)) : Stream.of(ids.get(i));
            shares.add(new Share(i, mirrored ? Optional.of(ids.get(i)) : Optional.empty(), targets.map(target -> place(target, snapshot)).toList(),
                    bytes, -Math.floorDiv(-bytes, pattern.chunkSize())));
        }
        return Optional.of(new FileSpread(pattern.chunkSize(), size, shares));
    }

    private static Stream<Integer> members(int group, ClusterSnapshot snapshot) {
        return snapshot.groups().stream().filter(g -> g.kind() == NodeType.STORAGE && g.id() == group).flatMap(g -> Stream.of(g.primary(), g.secondary()));
    }

    private static Place place(int target, ClusterSnapshot snapshot) {
        Optional<ClusterTarget> known = snapshot.targets().stream().filter(t -> t.kind() == NodeType.STORAGE && t.id() == target).findFirst();
        return new Place(target, known.map(ClusterTarget::nodeId), known.flatMap(ClusterTarget::nodeAlias));
    }

    /** Number of chunks of the whole file. */
    public long chunks() {
        return shares.stream().mapToLong(Share::chunks).sum();
    }

    /** Number of a share's chunk in the file. @param nth of the share's, from 0 */
    public long chunk(Share share, long nth) {
        return share.index + nth * shares.size();
    }

    /** The first byte of a chunk in the file. */
    public long start(long chunk) {
        return chunk * chunkSize;
    }

    /** The byte after a chunk's last in the file. */
    public long end(long chunk) {
        return Math.min(size, start(chunk) + chunkSize);
    }
}
