package org.apiaryfs.meta.namespace;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apiaryfs.meta.store.DirCounts;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Listed;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.StripePattern;

/** Changing the attributes of directories. All methods throw PATH_NOT_EXISTS if the directory isn't here. Thread-safe. */
public final class DirAttributes {
    private static final int BLOCK = 1000;

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

    /** Counts the names anew. */
    public DirCounts recount(EntryKey key) throws FsException {
        try (Directory dir = volume.directories().require(key);
                StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            dir.mustExist();
            long packed = 0;
            long position = 0;
            List<Listed> block;
            do {
                block = volume.store().list(key, position, BLOCK);
                for (Listed name : block) {
                    packed += DirCounts.unit(name.dentry());
                    position = name.position();
                }
            } while (block.size() == BLOCK);
            DirCounts counted = new DirCounts(packed);
            if (!counted.equals(dir.counts())) {
                dir.recount(update, counted);
                update.commit();
            }
            return counted;
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
