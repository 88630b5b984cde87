package org.apiaryfs.check.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apiaryfs.check.CheckException;
import org.apiaryfs.check.CheckReport;
import org.apiaryfs.protocol.fsck.FetchFsckChunkList;
import org.apiaryfs.protocol.fsck.FetchFsckChunkListResp;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckEntryType;
import org.apiaryfs.protocol.fsck.FsckRunStatus;
import org.apiaryfs.protocol.fsck.RetrieveDirEntries;
import org.apiaryfs.protocol.fsck.RetrieveDirEntriesResp;
import org.apiaryfs.protocol.fsck.RetrieveFsIDs;
import org.apiaryfs.protocol.fsck.RetrieveFsIDsResp;
import org.apiaryfs.protocol.fsck.RetrieveInodes;
import org.apiaryfs.protocol.fsck.RetrieveInodesResp;
import org.apiaryfs.protocol.model.NodeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all nodes for all that they have: chunks first, then inodes, then names, the reverse of the
 * order in which a file gets them. Facts come from several threads at once. One gathering is used by
 * one thread.
 */
final class Gathering {
    private static final int LEVELS = 128; // hash directories, in two levels (spec meta §12.1)
    private static final int LANES = 4; // requests to one node at the same time
    private static final int RECORDS = 1000; // wanted with one answer

    private static final int LEFT_RECORDS = 10_000; // of those that nobody wants any more
    private static final int LEAVE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

    private final Peers peers;
    private final boolean force;
    private final Consumer<Fact> facts;
    private final Set<Integer> listing = ConcurrentHashMap.newKeySet(); // storage nodes that have more to tell
    private final LongAdder names = new LongAdder();
    private final LongAdder inodes = new LongAdder();
    private final LongAdder chunks = new LongAdder();

    Gathering(Peers peers, boolean force, Consumer<Fact> facts) {
        this.peers = peers;
        this.force = force;
        this.facts = facts;
    }

    /** Gathers everything. */
    void run() throws CheckException, InterruptedException {
        List<Peers.Task> storage = new ArrayList<>();
        peers.nodes(NodeType.STORAGE).forEach(node -> storage.add(() -> chunks(node)));
        try {
            Peers.together(storage);
        } catch (CheckException | InterruptedException e) {
            leaveChunks();
            throw e;
        }
        hashDirectories((node, hash) -> {
            inodes(node, hash);
            links(node, hash);
        });
        hashDirectories(this::names);
    }

    CheckReport.Counted counted() {
        return new CheckReport.Counted(names.sum(), inodes.sum(), chunks.sum());
    }

    /** Reads one hash directory of one metadata node. */
    @FunctionalInterface
    private interface Reader {
        void read(int node, int hash) throws CheckException, InterruptedException;
    }

    private void hashDirectories(Reader reader) throws CheckException, InterruptedException {
        List<Peers.Task> tasks = new ArrayList<>();
        for (int node : peers.nodes(NodeType.META)) {
            if (!peers.hashDirectories(node)) {
                tasks.add(() -> reader.read(node, 0));
                continue;
            }
            for (int lane = 0; lane < LANES; lane++) {
                int first = lane;
                tasks.add(() -> {
                    for (int upper = first; upper < LEVELS; upper += LANES) {
                        for (int lower = 0; lower < LEVELS; lower++) {
                            reader.read(node, upper << 16 | lower);
                        }
                    }
                });
            }
        }
        Peers.together(tasks);
    }

    private void chunks(int node) throws CheckException, InterruptedException {
        FetchFsckChunkListResp answer = peers.begin(NodeType.STORAGE, node, chunkList(FsckRunStatus.NOT_STARTED.number()), FetchFsckChunkListResp.class);
        while (take(node, answer)) {
            answer = peers.storage(node, chunkList(answer.currentStatus()), FetchFsckChunkListResp.class);
        }
    }

    private FetchFsckChunkList chunkList(int status) {
        return new FetchFsckChunkList(RECORDS, status, force);
    }

    /** Takes what a storage node tells of its chunks. True if there is more. */
    private boolean take(int node, FetchFsckChunkListResp answer) throws CheckException {
        boolean more = answer.currentStatus() == FsckRunStatus.RUNNING.number();
        if (more) {
            listing.add(node);
        } else {
            listing.remove(node);
        }
        switch (answer.status()) {
            case NOT_STARTED -> throw new CheckException(Texts.of("check_otherAtStorage", node));
            case READ_ERROR -> throw new CheckException(Texts.of("server_unreadable", node));
            case RUNNING, FINISHED -> answer.chunks().forEach(chunk -> facts.accept(new Fact.Chunk(chunk)));
        }
        chunks.add(answer.chunks().size());
        return more;
    }

    /** A storage node that has begun to tell its chunks takes the check for running until it has told all of them. */
    private void leaveChunks() {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEAVE_SECONDS);
        try {
            List<Peers.Task> leaves = new ArrayList<>();
            listing.forEach(node -> leaves.add(() -> leaveChunks(node, end)));
            Peers.together(leaves);
        } catch (CheckException e) {
            throw new IllegalStateException("leaving never fails", e);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void leaveChunks(int node, long end) throws InterruptedException {
        FetchFsckChunkList next = new FetchFsckChunkList(LEFT_RECORDS, FsckRunStatus.RUNNING.number(), false);
        try {
            while (peers.storage(node, next, FetchFsckChunkListResp.class).currentStatus() == FsckRunStatus.RUNNING.number() && System.nanoTime() < end) {
                LOG.debug("a storage node still tells its chunks: node={}", node);
            }
        } catch (CheckException e) {
            LOG.debug("a storage node may take the check for running: node={} error=\"{}\"", node, e.getMessage());
        }
    }

    private void inodes(int node, int hash) throws CheckException, InterruptedException {
        long cursor = 0;
        RetrieveInodesResp answer;
        do {
            answer = peers.meta(node, new RetrieveInodes(hash, cursor, RECORDS, false), RetrieveInodesResp.class);
            answer.fileInodes().forEach(file -> facts.accept(new Fact.FileInode(file)));
            answer.dirInodes().forEach(dir -> facts.accept(new Fact.Directory(dir)));
            inodes.add(answer.fileInodes().size() + answer.dirInodes().size());
            cursor = answer.lastOffset();
        } while (!answer.fileInodes().isEmpty() || !answer.dirInodes().isEmpty());
    }

    private void links(int node, int hash) throws CheckException, InterruptedException {
        RetrieveFsIDsResp answer = new RetrieveFsIDsResp("", 0, 0, List.of());
        do {
            answer = peers.meta(node, new RetrieveFsIDs(hash, false, answer.currentContDirId(), RECORDS,
                    answer.newHashDirOffset(), answer.newContDirOffset()), RetrieveFsIDsResp.class);
            answer.fsIds().forEach(link -> facts.accept(new Fact.Link(link)));
        } while (!answer.fsIds().isEmpty());
    }

    private void names(int node, int hash) throws CheckException, InterruptedException {
        RetrieveDirEntriesResp answer = new RetrieveDirEntriesResp("", 0, 0, List.of(), List.of(), List.of());
        Counting counting = new Counting(node);
        do {
            answer = peers.meta(node, new RetrieveDirEntries(hash, answer.currentContDirId(), RECORDS,
                    answer.newHashDirOffset(), answer.newContDirOffset(), false), RetrieveDirEntriesResp.class);
            answer.contDirs().forEach(contents -> facts.accept(new Fact.Contents(contents)));
            answer.inlinedFileInodes().forEach(file -> facts.accept(new Fact.FileInode(file)));
            for (FsckDirEntry name : answer.dirEntries()) {
                facts.accept(new Fact.Name(name));
                counting.met(name);
            }
            names.add(answer.dirEntries().size());
            inodes.add(answer.inlinedFileInodes().size());
        } while (!answer.dirEntries().isEmpty());
        counting.end();
    }

    /** Counts names as long as they are of one directory. */
    private final class Counting {
        private final int node;
        private String dir = "";
        private int subdirs;
        private int files;

        Counting(int node) {
            this.node = node;
        }

        void met(FsckDirEntry name) {
            if (!name.parentDirId().equals(dir)) {
                end();
                dir = name.parentDirId();
            }
            if (FsckEntryType.of(name.entryType()) == FsckEntryType.DIRECTORY) {
                subdirs++;
            } else {
                files++;
            }
        }

        void end() {
            if (subdirs + files > 0) {
                facts.accept(new Fact.Tally(dir, node, subdirs, files));
            }
            subdirs = 0;
            files = 0;
        }
    }
}
