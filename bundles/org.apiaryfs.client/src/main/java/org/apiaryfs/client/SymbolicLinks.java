package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.session.AccessFlags;

/**
 * Symbolic links: files whose content is the target (spec meta §6.12).
 *
 * <p>Thread-safe; no method blocks.
 */
public final class SymbolicLinks {
    /** Longest target in bytes. */
    public static final int TARGET_LIMIT = 4095;

    private static final int MODE = 0120777;
    private static final OpenFiles.Mode WRITE = new OpenFiles.Mode(AccessFlags.WRITE, false, true);
    private static final OpenFiles.Mode READ = new OpenFiles.Mode(AccessFlags.READ, false, true);

    private final Namespace namespace;
    private final OpenFiles files;
    private final ClientSettings settings;

    SymbolicLinks(Namespace namespace, OpenFiles files, ClientSettings settings) {
        this.namespace = namespace;
        this.files = files;
        this.settings = settings;
    }

    /** Makes a link. */
    public CompletableFuture<Inode> create(EntryInfo directory, StatData parent, String name, String target, Caller caller) {
        if (target.isEmpty() || target.length() > TARGET_LIMIT) {
            return Failures.failed(target.isEmpty() ? FsError.PATH_NOT_EXISTS : FsError.RANGE, "target of " + target.length() + " bytes");
        }
        Ownership own = Ownership.of(parent, MODE, new Caller(caller.uid(), caller.gid(), 0, caller.cancel()), settings);
        return namespace.makeNode(directory, name, own, Optional.empty(), caller).thenCompose(entry -> Failures.recover(
                write(entry, target, caller).thenCompose(done -> namespace.stat(entry, caller)).thenApply(stat -> new Inode(entry, stat)),
                (error, cause) -> namespace.unlink(directory, name, Caller.ROOT).handle((done, failure) -> cause)
                        .thenCompose(CompletableFuture::failedFuture)));
    }

    private CompletableFuture<Void> write(EntryInfo entry, String target, Caller caller) {
        files.newLink(entry, target);
        ByteBuf text = Unpooled.directBuffer(target.length());
        text.writeCharSequence(target, StandardCharsets.ISO_8859_1);
        return files.open(entry, Optional.empty(), WRITE, caller).thenCompose(file -> file.write(0, text, caller)
                .thenCompose(count -> Failures.valueOr(count == target.length() ? FsError.SUCCESS : FsError.NO_SPACE, null, entry.entryId()))
                .handle((done, failure) -> file.close().thenCompose(closed -> failure == null
                        ? CompletableFuture.<Void>completedFuture(null)
                        : CompletableFuture.<Void>failedFuture(failure))).thenCompose(f -> f));
    }

    /** The target of a link. */
    public CompletableFuture<String> read(EntryInfo link, Caller caller) {
        return files.open(link, Optional.empty(), READ, caller).thenCompose(file -> file.read(0, TARGET_LIMIT, caller).thenApply(data -> {
            try {
                return data.toString(StandardCharsets.ISO_8859_1);
            } finally {
                data.release();
            }
        }).whenComplete((text, failure) -> file.close()));
    }
}
