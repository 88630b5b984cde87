package org.apiaryfs.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.session.AccessFlags;

/**
 * What servers are told for their logs of file events (spec meta §14.10), with paths as this client knows them: from the
 * directories that it looked up. Where a directory isn't known any more the path is empty.
 *
 * <p>Thread-safe; nothing blocks. Costs nothing when no class of events is wanted.
 */
final class FileEvents {
    /** Directories whose places are remembered. */
    private static final int DIRECTORIES = 1 << 16;
    private static final int DEPTH_LIMIT = 4096;

    /** What happened, by its number on the wire (spec meta §3.4). */
    enum Kind {
        FLUSH(EventClass.FLUSH), TRUNCATE(EventClass.TRUNC), SET_ATTRIBUTES(EventClass.SETATTR), CLOSE_WRITE(EventClass.CLOSE),
        CREATE(EventClass.LINK_OP), MKDIR(EventClass.LINK_OP), MKNOD(EventClass.LINK_OP), SYMLINK(EventClass.LINK_OP),
        RMDIR(EventClass.LINK_OP), UNLINK(EventClass.LINK_OP), HARDLINK(EventClass.LINK_OP), RENAME(EventClass.LINK_OP),
        READ(EventClass.READ);

        private final EventClass of;

        Kind(EventClass of) {
            this.of = of;
        }
    }

    private final Set<EventClass> wanted;
    private final Map<String, EntryInfo> directories = new LinkedHashMap<>(16, 0.75f, true) { // guarded by itself
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, EntryInfo> eldest) {
            return size() > DIRECTORIES;
        }
    };

    private final Map<String, String> newLinks = new ConcurrentHashMap<>(); // targets by entry ID

    FileEvents(Set<EventClass> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    private boolean wants(Kind kind) {
        return wanted.contains(kind.of);
    }

    /** An event about a name in a directory. */
    Optional<FileEvent> at(Kind kind, EntryInfo directory, String name) {
        return wants(kind) ? Optional.of(new FileEvent(kind.ordinal(), path(directory, name), Optional.empty())) : Optional.empty();
    }

    /** An event about two names. */
    Optional<FileEvent> at(Kind kind, EntryInfo directory, String name, EntryInfo otherDirectory, String otherName) {
        return wants(kind) ? Optional.of(new FileEvent(kind.ordinal(), path(directory, name), Optional.of(path(otherDirectory, otherName))))
                : Optional.empty();
    }

    /** A new name for an existing file. */
    Optional<FileEvent> linked(EntryInfo directory, String name, EntryInfo file) {
        return wants(Kind.HARDLINK) ? Optional.of(new FileEvent(Kind.HARDLINK.ordinal(), path(directory, name), Optional.of(path(file))))
                : Optional.empty();
    }

    /** An event about an entry. */
    Optional<FileEvent> of(Kind kind, EntryInfo entry) {
        return wants(kind) ? Optional.of(new FileEvent(kind.ordinal(), path(entry), Optional.empty())) : Optional.empty();
    }

    /** Opening a file: to read it, or else to empty it. Symbolic links are opened to read them, which is none of anybody's business. */
    Optional<FileEvent> opened(EntryInfo file, int accessFlags) {
        if (file.type() == EntryType.SYMLINK) {
            return Optional.empty();
        }
        boolean reads = (accessFlags & (AccessFlags.READ | AccessFlags.READ_WRITE)) != 0;
        Optional<FileEvent> read = reads ? of(Kind.READ, file) : Optional.empty();
        return read.or(() -> (accessFlags & AccessFlags.TRUNC) != 0 ? of(Kind.TRUNCATE, file) : Optional.empty());
    }

    /** Closing a file; of a symbolic link that was written its creation. */
    Optional<FileEvent> closed(EntryInfo file, int accessFlags) {
        if (!AccessFlags.writes(accessFlags)) {
            return Optional.empty();
        }
        if (file.type() != EntryType.SYMLINK) {
            return of(Kind.CLOSE_WRITE, file);
        }
        return Optional.ofNullable(newLinks.remove(file.entryId()))
                .map(target -> new FileEvent(Kind.SYMLINK.ordinal(), path(file), Optional.of(target)));
    }

    /** Announces that a file that is to be opened, written and closed next is a symbolic link. */
    void newLink(EntryInfo link, String target) {
        if (wants(Kind.SYMLINK)) {
            newLinks.put(link.entryId(), target);
        }
    }

    /** Takes note of where an entry is. */
    void seen(EntryInfo entry) {
        if (!wanted.isEmpty() && entry.type() == EntryType.DIRECTORY && !entry.entryId().equals(EntryInfo.ROOT_ID)) {
            synchronized (directories) {
                directories.put(entry.entryId(), entry);
            }
        }
    }

    private String path(EntryInfo entry) {
        return path(entry.parentId(), entry.name());
    }

    private String path(EntryInfo directory, String name) {
        return path(directory.entryId(), name);
    }

    /** From the root on; empty if some directory on the way isn't known. */
    private String path(String directoryId, String name) {
        StringBuilder path = new StringBuilder("/").append(name);
        String id = directoryId;
        synchronized (directories) {
            for (int depth = 0; !id.equals(EntryInfo.ROOT_ID); depth++) {
                EntryInfo directory = directories.get(id);
                if (directory == null || depth > DEPTH_LIMIT) {
                    return "";
                }
                path.insert(0, directory.name()).insert(0, '/');
                id = directory.parentId();
            }
        }
        return path.toString();
    }
}
