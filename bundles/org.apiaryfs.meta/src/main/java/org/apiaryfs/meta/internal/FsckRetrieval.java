package org.apiaryfs.meta.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.namespace.Inspection;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.StoreWalk;
import org.apiaryfs.protocol.fsck.FsckContDir;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckDirInode;
import org.apiaryfs.protocol.fsck.FsckFileInode;
import org.apiaryfs.protocol.fsck.FsckFsID;
import org.apiaryfs.protocol.fsck.RetrieveDirEntries;
import org.apiaryfs.protocol.fsck.RetrieveDirEntriesResp;
import org.apiaryfs.protocol.fsck.RetrieveFsIDs;
import org.apiaryfs.protocol.fsck.RetrieveFsIDsResp;
import org.apiaryfs.protocol.fsck.RetrieveInodes;
import org.apiaryfs.protocol.fsck.RetrieveInodesResp;

/**
 * Tells a file system check what is here (spec meta §12.2). There are no hash directories and no
 * mirrored metadata, so all is in hash directory (0,0) and the others are empty. The cursors are
 * keys of the store, so they mean the same whatever is changed between two requests: how far names
 * were read is told by directory and position in it, how far inodes were by the time and counter of
 * their IDs. An answer is short only at the end, since that is how the end is told. Thread-safe.
 */
final class FsckRetrieval {
    /** Most records of an answer, whatever is asked for. */
    private static final int MOST = 2000;

    /** The moment of no record; behind all that there can be. */
    private static final long NONE = -1;

    private final Inspection inspection;
    private final FsckRecords records;
    private final MetaContext context;

    FsckRetrieval(MetaContext context) {
        this.context = context;
        this.inspection = context.ns().inspection();
        this.records = new FsckRecords(context.node());
    }

    private static int limit(int asked) {
        return asked < 0 ? MOST : Math.min(asked, MOST);
    }

    private static boolean nothing(int hashDir, boolean mirrored) {
        return hashDir != 0 || mirrored;
    }

    RetrieveDirEntriesResp entries(RetrieveDirEntries request, Call call) {
        if (nothing(request.hashDirNum(), request.mirrored())) {
            return new RetrieveDirEntriesResp("", request.lastHashDirOffset(), request.lastContDirOffset(), List.of(), List.of(), List.of());
        }
        int max = limit(request.maxOutEntries());
        EntryKey dir = EntryKey.parse(request.currentContDirId()).orElse(StoreWalk.START);
        List<StoreWalk.Name> names = inspection.names(dir, request.lastContDirOffset(), max);
        List<FsckContDir> contents = new ArrayList<>();
        long next = contents(contents, request.lastHashDirOffset(), max, names.isEmpty());
        List<FsckDirEntry> entries = new ArrayList<>(names.size());
        List<FsckFileInode> inodes = new ArrayList<>(names.size());
        for (StoreWalk.Name name : names) {
            if (!name.dir().equals(dir)) {
                dir = name.dir();
                if (!inspection.hasDirectory(dir)) {
                    contents.add(records.contents(dir));
                }
            }
            add(name, entries, inodes);
        }
        return new RetrieveDirEntriesResp(names.isEmpty() ? request.currentContDirId() : dir.id(), next,
                names.isEmpty() ? request.lastContDirOffset() : names.getLast().listed().position(), contents, entries, inodes);
    }

    private void add(StoreWalk.Name name, List<FsckDirEntry> entries, List<FsckFileInode> inodes) {
        Dentry dentry = name.listed().dentry();
        Optional<FileInode> inode = dentry.directory() || dentry.owner() != context.node() ? Optional.empty() : inspection.file(dentry.key());
        entries.add(records.name(inspection.key(name), dentry, inode));
        inode.filter(FileInode::inlined).ifPresent(inlined -> inodes.add(records.file(dentry.key(), inlined, name.dir())));
    }

    /**
     * Adds directories from a cursor on.
     *
     * @param all true when no names are left, so that the check won't ask again
     * @return the next cursor
     */
    private long contents(List<FsckContDir> found, long cursor, int max, boolean all) {
        long next = cursor;
        List<StoreWalk.Record<DirInode>> dirs;
        do {
            dirs = inspection.directories(StoreWalk.at(next), max);
            dirs.forEach(dir -> found.add(records.contents(dir.key())));
            next = dirs.isEmpty() ? next : StoreWalk.moment(dirs.getLast().key()) + 1;
        } while (all && !dirs.isEmpty());
        return next;
    }

    RetrieveInodesResp inodes(RetrieveInodes request, Call call) {
        if (nothing(request.hashDirNum(), request.mirrored())) {
            return new RetrieveInodesResp(List.of(), List.of(), request.lastOffset());
        }
        int max = limit(request.maxOutInodes());
        List<StoreWalk.Record<FileInode>> files = inspection.separate(StoreWalk.at(request.lastOffset()), max);
        List<StoreWalk.Record<DirInode>> dirs = inspection.directories(StoreWalk.at(request.lastOffset()), max);
        List<FsckFileInode> fileInodes = new ArrayList<>();
        List<FsckDirInode> dirInodes = new ArrayList<>();
        long next = request.lastOffset();
        while (fileInodes.size() + dirInodes.size() < max
                || moment(files, fileInodes.size()) == next - 1 || moment(dirs, dirInodes.size()) == next - 1) {
            long file = moment(files, fileInodes.size());
            long dir = moment(dirs, dirInodes.size());
            if (file == NONE && dir == NONE) {
                break;
            }
            if (Long.compareUnsigned(file, dir) <= 0) {
                fileInodes.add(file(files.get(fileInodes.size())));
                next = file + 1;
            } else {
                dirInodes.add(directory(dirs.get(dirInodes.size())));
                next = dir + 1;
            }
        }
        return new RetrieveInodesResp(fileInodes, dirInodes, next);
    }

    private static <T> long moment(List<StoreWalk.Record<T>> list, int index) {
        return index < list.size() ? StoreWalk.moment(list.get(index).key()) : NONE;
    }

    private FsckFileInode file(StoreWalk.Record<FileInode> file) {
        return file.inode().map(stored -> inspection.file(file.key()).orElse(stored))
                .map(inode -> records.file(file.key(), inode, inode.origParent())).orElseGet(() -> records.damagedFile(file.key()));
    }

    private FsckDirInode directory(StoreWalk.Record<DirInode> dir) {
        return dir.inode().map(inode -> records.directory(dir.key(), inode, inspection.counts(dir.key())))
                .orElseGet(() -> records.damagedDirectory(dir.key()));
    }

    RetrieveFsIDsResp links(RetrieveFsIDs request, Call call) {
        if (nothing(request.hashDirNum(), request.mirrored())) {
            return new RetrieveFsIDsResp("", request.lastHashDirOffset(), request.lastContDirOffset(), List.of());
        }
        List<StoreWalk.Record<FileInode>> files = inspection.inlined(StoreWalk.at(request.lastHashDirOffset()), limit(request.maxOutIds()));
        List<FsckFsID> links = files.stream().map(file -> records.link(file.key(), file.inode().orElseThrow())).toList();
        long next = files.isEmpty() ? request.lastHashDirOffset() : StoreWalk.moment(files.getLast().key()) + 1;
        return new RetrieveFsIDsResp("", next, 0, links);
    }
}
