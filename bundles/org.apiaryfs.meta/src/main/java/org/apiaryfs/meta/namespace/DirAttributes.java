package org.apiaryfs.meta.namespace;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apiaryfs.meta.store.DirCounts;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.NameSnapshot;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.StripePattern;

/** Changing the attributes of directories. All methods throw PATH_NOT_EXISTS if the directory isn't here. Thread-safe. */
public final class DirAttributes {
    private final Volume volume;

    public DirAttributes(Volume volume) {
        this.volume = volume;
    }

    public void set(EntryKey key, AttributeChange change) throws FsException {
        long now = volume.now();
        change(key, inode -> inode.withAttributes(change.applyTo(inode.attributes(), now)));
    }

    /** Replaces the template for new files. */
    public void pattern(EntryKey key, StripePattern pattern) throws FsException {
        change(key, inode -> inode.withPattern(pattern.withTargets(List.of())));
    }

    /** Notes whose the root is. */
    public void owner(EntryKey key, int owner) throws FsException {
        change(key, inode -> inode.withOwner(owner));
    }

    /** Counts the names anew. Others go on with the directory while that takes its time. */
    public DirCounts recount(EntryKey key) throws FsException {
        return recount(key, () -> { });
    }

    /** @param meanwhile done between the moment whose names are counted and the correction */
    DirCounts recount(EntryKey key, Runnable meanwhile) throws FsException {
        try (Directory dir = volume.directories().require(key)) {
            NameSnapshot names;
            DirCounts said;
            try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key))) {
                dir.mustExist();
                names = volume.store().names(key);
                said = dir.counts();
            }
            DirCounts counted;
            try (names) {
                meanwhile.run();
                counted = names.count();
            }
            if (counted.equals(said)) {
                return dir.counts();
            }
            try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                    Update update = volume.store().update()) {
                dir.mustExist();
                // What came and went since then has been added and taken away.
                DirCounts right = new DirCounts(dir.counts().packed() + counted.packed() - said.packed());
                dir.recount(update, right);
                update.commit();
                return right;
            }
        }
    }

    private void change(EntryKey key, UnaryOperator<DirInode> operation) throws FsException {
        try (Directory dir = volume.directories().require(key);
                StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            dir.mustExist();
            dir.replace(update, operation.apply(dir.inode()));
            update.commit();
        }
    }
}
