package org.apiaryfs.meta.namespace;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Extended attributes of files and directories (spec meta §5.10). Thread-safe. */
public final class Xattrs {
    /** Most bytes of a value, and of all names of an entry with a NUL each. */
    public static final int MAX_BYTES = 61440;
    private static final int MAX_NAME = 255;

    private final Volume volume;

    public Xattrs(Volume volume) {
        this.volume = volume;
    }

    /** Which of the two is right if an attribute is there already or isn't. */
    public enum Mode {
        ANY,
        /** Must be new. */
        CREATE,
        /** Must be there. */
        REPLACE
    }

    /** @throws FsException NO_DATA if there is no such attribute */
    public byte[] get(EntryKey key, String name) throws FsException {
        return volume.store().xattr(key, name).orElseThrow(() -> new FsException(FsError.NO_DATA, name));
    }

    public List<String> list(EntryKey key) {
        return volume.store().xattrNames(key);
    }

    /**
     * @throws FsException RANGE if the name or value is too long, EXISTS, NO_DATA, NO_SPACE if the
     *     list of names would get too long to be told, PATH_NOT_EXISTS
     */
    public void set(EntryKey key, boolean directory, String name, byte[] value, Mode mode) throws FsException {
        if (name.isEmpty() || name.length() > MAX_NAME || value.length > MAX_BYTES || name.indexOf('\0') >= 0) {
            throw new FsException(FsError.RANGE, "attribute name of " + name.length() + " and value of " + value.length + " bytes");
        }
        try (Change change = new Change(key, directory)) {
            Optional<byte[]> present = volume.store().xattr(key, name);
            if (mode == Mode.CREATE && present.isPresent()) {
                throw new FsException(FsError.EXISTS, name);
            }
            if (mode == Mode.REPLACE && present.isEmpty()) {
                throw new FsException(FsError.NO_DATA, name);
            }
            if (present.isEmpty() && namesBytes(list(key)) + name.length() + 1 > MAX_BYTES) {
                throw new FsException(FsError.NO_SPACE, "too many attributes");
            }
            change.update.putXattr(key, name, value);
            change.commit(true);
        }
    }

    /** @throws FsException NO_DATA if there is no such attribute, PATH_NOT_EXISTS */
    public void remove(EntryKey key, boolean directory, String name) throws FsException {
        try (Change change = new Change(key, directory)) {
            get(key, name);
            change.update.removeXattr(key, name);
            change.commit(list(key).size() > 1);
        }
    }

    /** Bytes of a list of names as told: a NUL after each. */
    public static int namesBytes(List<String> names) {
        return names.stream().mapToInt(name -> name.length() + 1).sum();
    }

    /** An entry that is locked to change its attributes. */
    private final class Change implements AutoCloseable {
        private final EntryKey key;
        private final Optional<Directory> directory;
        private final StripedLocks.Held held;
        private final Update update;

        Change(EntryKey key, boolean isDirectory) throws FsException {
            this.key = key;
            directory = isDirectory ? Optional.of(volume.directories().require(key)) : Optional.empty();
            held = volume.lock(new LockPlan().exclusive(key));
            update = volume.store().update();
        }

        void commit(boolean someLeft) throws FsException {
            long now = volume.now();
            if (directory.isPresent()) {
                Directory dir = directory.get();
                dir.mustExist();
                DirInode inode = dir.inode();
                int flags = someLeft ? inode.flags() | DirInode.HAS_XATTRS : inode.flags() & ~DirInode.HAS_XATTRS;
                dir.replace(update, inode.withFlags(flags).withAttributes(inode.attributes().withCtime(now)));
            } else {
                FileInode inode = volume.requireFile(key);
                int flags = someLeft ? inode.flags() | FileInode.HAS_XATTRS : inode.flags() & ~FileInode.HAS_XATTRS;
                volume.put(update, key, inode.withFlags(flags).withAttributes(inode.attributes().withCtime(now)));
            }
            update.commit();
        }

        @Override
        public void close() {
            update.close();
            held.close();
            directory.ifPresent(Directory::close);
        }
    }
}
