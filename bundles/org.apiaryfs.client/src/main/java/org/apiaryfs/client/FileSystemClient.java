package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;

/**
 * The file system by paths, for programs that want a few files without mounting: tools, the desktop
 * suite, tests. Everything is done as one {@link Caller}, by default the superuser.
 *
 * <p>Paths are absolute, with "/" between names; one char per byte. Symbolic links are not followed.
 * Thread-safe. Methods block their thread, which must not be an event loop, and throw
 * {@link FsException}: PATH_NOT_EXISTS, EXISTS, NOT_A_DIR, NOT_EMPTY and so on.
 */
public final class FileSystemClient implements AutoCloseable {
    private static final int PIECE = 1 << 20;
    private static final int DIRECTORY_MODE = 0777;
    private static final int FILE_MODE = 0666;

    private final Client client;
    private final Caller caller;

    private FileSystemClient(Client client, Caller caller) {
        this.client = client;
        this.caller = caller;
    }

    /** Enters a cluster, see {@link Client#connect}. */
    public static FileSystemClient connect(Config config) throws ConfigException, FsException, InterruptedException {
        return new FileSystemClient(Client.connect(config), Caller.ROOT);
    }

    /** The same file system on somebody else's behalf; closing either closes both. */
    public FileSystemClient as(Caller other) {
        return new FileSystemClient(client, other);
    }

    /** What lies beneath. */
    public Client client() {
        return client;
    }

    /** A name in a directory. */
    public record Listed(String name, EntryType type, String entryId) {}

    private record Place(Inode directory, String name) {}

    private static List<String> names(String path) throws FsException {
        if (!path.startsWith("/")) {
            throw new FsException(FsError.INVAL, "path '" + path + "' must begin with /");
        }
        List<String> names = new ArrayList<>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                throw new FsException(FsError.INVAL, "path '" + path + "' must not hold ..");
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names;
    }

    /** The inode at a path. */
    public Inode stat(String path) throws FsException {
        Inode inode = root();
        for (String name : names(path)) {
            inode = child(inode, name);
        }
        return inode;
    }

    /** The inode at a path if there is one. */
    public Optional<Inode> find(String path) throws FsException {
        try {
            return Optional.of(stat(path));
        } catch (FsException e) {
            if (e.error() == FsError.PATH_NOT_EXISTS) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Inode root() throws FsException {
        EntryInfo root = client.namespace().root();
        return new Inode(root, Await.of(client.namespace().stat(root, caller)));
    }

    private Inode child(Inode directory, String name) throws FsException {
        if (!directory.directory()) {
            throw new FsException(FsError.NOT_A_DIR, name);
        }
        return Await.of(client.namespace().lookup(directory.entry(), name, caller));
    }

    private Place place(String path) throws FsException {
        List<String> names = names(path);
        if (names.isEmpty()) {
            throw new FsException(FsError.INVAL, "path '" + path + "' is the root directory");
        }
        Inode directory = root();
        for (String name : names.subList(0, names.size() - 1)) {
            directory = child(directory, name);
        }
        return new Place(directory, names.getLast());
    }

    /** Makes a directory and those above it that don't exist; existing ones are fine. */
    public Inode makeDirectories(String path) throws FsException {
        Inode directory = root();
        for (String name : names(path)) {
            Inode above = directory;
            Optional<Inode> next = Await.of(client.namespace().find(above.entry(), name, caller));
            directory = next.isPresent() ? next.get() : makeDirectory(above, name);
        }
        return directory;
    }

    private Inode makeDirectory(Inode above, String name) throws FsException {
        try {
            return Await.of(client.namespace().makeDirectory(above.entry(), above.stat(), name, DIRECTORY_MODE, caller));
        } catch (FsException e) {
            if (e.error() == FsError.EXISTS) {
                return child(above, name);
            }
            throw e;
        }
    }

    /** The names in a directory without "." and "..", in the server's order. */
    public List<Listed> list(String path) throws FsException {
        Inode directory = stat(path);
        if (!directory.directory()) {
            throw new FsException(FsError.NOT_A_DIR, path);
        }
        List<Listed> names = new ArrayList<>();
        long cookie = 0;
        while (true) {
            ListDirFromOffsetResp part = Await.of(client.namespace().list(directory.entry(), cookie, ListDirFromOffset.CLIENT_BATCH, caller));
            for (ListDirFromOffsetResp.Entry entry : part.entries()) {
                boolean dots = entry.entryID().equals(ListDirFromOffsetResp.DOT_ID) || entry.entryID().equals(ListDirFromOffsetResp.DOT_DOT_ID);
                if (!dots) {
                    names.add(new Listed(entry.name(), entry.type(), entry.entryID()));
                }
            }
            if (part.entries().size() < ListDirFromOffset.CLIENT_BATCH) {
                return names;
            }
            cookie = part.newServerOffset();
        }
    }

    /** Opens a file. */
    public OpenFile open(String path, OpenFiles.Mode mode) throws FsException {
        Inode inode = stat(path);
        return Await.of(client.files().open(inode.entry(), Optional.of(inode.stat()), mode, caller));
    }

    /** Creates and opens a file; one that exists is opened, and emptied if the mode says so. */
    public OpenFile create(String path, OpenFiles.Mode mode) throws FsException {
        Place place = place(path);
        return Await.of(client.files().create(place.directory.entry(), place.directory.stat(), place.name, FILE_MODE, false, mode, caller)).file();
    }

    /** Makes a file of this content, durable when this returns; one that exists is replaced. */
    public void write(String path, byte[] content) throws FsException {
        OpenFile file = create(path, OpenFiles.Mode.WRITE.truncating());
        try {
            for (int at = 0; at < content.length; at += PIECE) {
                Await.of(file.write(at, Unpooled.wrappedBuffer(content, at, Math.min(PIECE, content.length - at)), caller));
            }
            Await.of(file.sync(caller));
        } finally {
            Await.of(file.close());
        }
    }

    /** The content of a file that fits into memory. */
    public byte[] read(String path) throws FsException {
        Inode inode = stat(path);
        OpenFile file = Await.of(client.files().open(inode.entry(), Optional.of(inode.stat()), OpenFiles.Mode.READ, caller));
        ByteBuf all = Unpooled.buffer((int) Math.min(inode.stat().size(), Integer.MAX_VALUE - PIECE));
        try {
            while (true) {
                ByteBuf part = Await.of(file.read(all.readableBytes(), PIECE, caller));
                int length = part.readableBytes();
                all.writeBytes(part);
                part.release();
                if (length < PIECE) {
                    byte[] content = new byte[all.readableBytes()];
                    all.readBytes(content);
                    return content;
                }
            }
        } finally {
            all.release();
            Await.of(file.close());
        }
    }

    /** Removes a file or an empty directory. */
    public void delete(String path) throws FsException {
        Place place = place(path);
        Inode inode = child(place.directory, place.name);
        Await.of(inode.directory() ? client.namespace().removeDirectory(place.directory.entry(), place.name, caller)
                : client.namespace().unlink(place.directory.entry(), place.name, caller));
    }

    /** Removes what is at a path and below, if there is anything. */
    public void deleteTree(String path) throws FsException {
        Optional<Inode> inode = find(path);
        if (inode.isEmpty()) {
            return;
        }
        if (inode.get().directory()) {
            for (Listed entry : list(path)) {
                deleteTree((path.endsWith("/") ? path : path + "/") + entry.name());
            }
        }
        if (!names(path).isEmpty()) {
            delete(path);
        }
    }

    /** Renames; a file at the new path is replaced. */
    public void rename(String from, String to) throws FsException {
        Place old = place(from);
        Place target = place(to);
        Inode moved = child(old.directory, old.name);
        EntryInfo now = Await.of(client.namespace().rename(moved.entry(), old.directory.entry(), old.name, target.directory.entry(), target.name, caller));
        client.files().moved(now);
    }

    /** Makes a symbolic link. */
    public void link(String path, String target) throws FsException {
        Place place = place(path);
        Await.of(client.links().create(place.directory.entry(), place.directory.stat(), place.name, target, caller));
    }

    /** The target of a symbolic link. */
    public String readLink(String path) throws FsException {
        return Await.of(client.links().read(stat(path).entry(), caller));
    }

    /** Changes permission bits. */
    public void setMode(String path, int permissions) throws FsException {
        Inode inode = stat(path);
        int mode = inode.stat().mode() & ~07777 | permissions & 07777;
        Await.of(client.namespace().setAttributes(inode.entry(), AttributeUpdate.NONE.withMode(mode), caller));
        if (client.settings().acls()) {
            Await.of(client.access().modeChanged(inode.entry(), mode, caller));
        }
    }

    /** Changes the modification time. */
    public void setModified(String path, Instant time) throws FsException {
        AttributeUpdate update = AttributeUpdate.NONE.withTimes(java.util.OptionalLong.of(time.getEpochSecond()), java.util.OptionalLong.empty());
        Inode inode = stat(path);
        Await.of(client.namespace().setAttributes(inode.entry(), update.withBothTimes(inode.stat()), caller));
    }

    /** Leaves the cluster, see {@link Client#close}. */
    @Override
    public void close() {
        client.close();
    }
}
