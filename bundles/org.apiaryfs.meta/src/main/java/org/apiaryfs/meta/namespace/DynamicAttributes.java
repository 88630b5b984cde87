package org.apiaryfs.meta.namespace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apiaryfs.meta.store.Attributes;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.model.DynamicFileAttribs;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.striping.StripeLayout;

/**
 * What is known of a file's chunk files, and the size and times that follow from it (spec meta
 * §4.9). Not thread-safe: guarded by the exclusive lock on the file.
 */
final class DynamicAttributes {
    private static final int BLOCK = 512;
    /** Blocks that may be missing before a file counts as sparse. */
    private static final int SPARSE_TOLERANCE = 8;

    private final StripeLayout layout;
    private final DynamicFileAttribs[] targets;

    /** What the stored inode implies, as version 0 for every target. */
    DynamicAttributes(FileInode inode) {
        layout = StripeLayout.of(inode.pattern());
        targets = new DynamicFileAttribs[layout.targets()];
        Attributes a = inode.attributes();
        for (int i = 0; i < targets.length; i++) {
            long size = layout.localSize(inode.size(), i);
            long blocks = i < inode.sparseBlocks().size() ? inode.sparseBlocks().get(i) : size / BLOCK;
            targets[i] = new DynamicFileAttribs(0, size, blocks, a.mtime(), a.atime());
        }
    }

    /** Takes what a target reported, unless it is older than what is known. Indexes beyond the pattern are ignored. */
    void merge(int index, DynamicFileAttribs report) {
        if (index < targets.length && report.storageVersion() != 0
                && Long.compareUnsigned(report.storageVersion(), targets[index].storageVersion()) > 0) {
            targets[index] = report;
        }
    }

    /** The inode with size, blocks and times recomputed. */
    FileInode apply(FileInode inode, long now) {
        Attributes a = inode.attributes();
        long mtime = Long.MIN_VALUE;
        long atime = Long.MIN_VALUE;
        long blocks = 0;
        int known = 0;
        for (DynamicFileAttribs target : targets) {
            mtime = Math.max(mtime, target.mtime());
            atime = Math.max(atime, target.atime());
            blocks += target.numBlocks();
            known += target.storageVersion() != 0 ? 1 : 0;
        }
        if (known == 0) {
            return inode;
        }
        if (known < targets.length) {
            mtime = Math.max(mtime, a.mtime());
            atime = Math.max(atime, a.atime());
        }
        long size = layout.size(Arrays.stream(targets).map(DynamicFileAttribs::fileSize).toList());
        List<Long> sparseBlocks = List.of();
        if (blocks + SPARSE_TOLERANCE < size / BLOCK) {
            sparseBlocks = new ArrayList<>(targets.length);
            for (DynamicFileAttribs target : targets) {
                sparseBlocks.add(target.numBlocks());
            }
        }
        boolean changed = size != inode.size() || mtime != a.mtime();
        FileInode sized = size == inode.size() && sparseBlocks.equals(inode.sparseBlocks()) ? inode : inode.withSize(size, sparseBlocks);
        return atime == a.atime() && !changed ? sized : sized.withAttributes(a.withTimes(atime, mtime, changed ? now : a.ctime()));
    }

    /** Attributes as told to clients (spec meta §3.2). */
    static StatData stat(FileInode inode) {
        Attributes a = inode.attributes();
        boolean sparse = !inode.sparseBlocks().isEmpty();
        long blocks = sparse ? inode.sparseBlocks().stream().mapToLong(Long::longValue).sum() : Math.ceilDiv(inode.size(), BLOCK);
        return new StatData(sparse ? StatData.SPARSE : 0, a.mode(), blocks, a.creationTime(), a.atime(), a.mtime(), a.ctime(),
                inode.size(), inode.nlink(), 0, a.uid(), a.gid());
    }
}
