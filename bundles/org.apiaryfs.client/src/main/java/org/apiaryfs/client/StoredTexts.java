package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.session.AccessFlags;

/**
 * Special files with a short text for a content, which stands for what the protocol has no field for
 * (spec meta §6.12). Text is one char per byte.
 *
 * <p>Thread-safe; no method blocks.
 */
final class StoredTexts {
    private static final OpenFiles.Mode WRITE = new OpenFiles.Mode(AccessFlags.WRITE, false, true);
    private static final OpenFiles.Mode READ = new OpenFiles.Mode(AccessFlags.READ, false, true);

    private final Namespace namespace;
    private final OpenFiles files;

    StoredTexts(Namespace namespace, OpenFiles files) {
        this.namespace = namespace;
        this.files = files;
    }

    /**
     * Writes the text of a special file that is being made; if that fails there is no file.
     *
     * @param made the new file, at the name in the directory
     */
    CompletableFuture<Inode> fill(CompletableFuture<EntryInfo> made, EntryInfo directory, String name, String text, Caller caller) {
        return made.thenCompose(entry -> Failures.recover(
                write(entry, text, caller).thenCompose(done -> namespace.stat(entry, caller)).thenApply(stat -> new Inode(entry, stat)),
                (error, cause) -> namespace.unlink(directory, name, Caller.ROOT).handle((done, failure) -> cause)
                        .thenCompose(CompletableFuture::failedFuture)));
    }

    private CompletableFuture<Void> write(EntryInfo entry, String text, Caller caller) {
        ByteBuf bytes = Unpooled.directBuffer(text.length());
        bytes.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        return files.open(entry, Optional.empty(), WRITE, caller).thenCompose(file -> file.write(0, bytes, caller)
                .thenCompose(count -> Failures.valueOr(count == text.length() ? FsError.SUCCESS : FsError.NO_SPACE, null, entry.entryId()))
                .handle((done, failure) -> file.close().thenCompose(closed -> failure == null
                        ? CompletableFuture.<Void>completedFuture(null)
                        : CompletableFuture.<Void>failedFuture(failure))).thenCompose(f -> f));
    }

    /**
     * The text of a special file.
     *
     * @param limit bytes at most
     */
    CompletableFuture<String> read(EntryInfo entry, int limit, Caller caller) {
        return files.open(entry, Optional.empty(), READ, caller).thenCompose(file -> file.read(0, limit, caller).thenApply(data -> {
            try {
                return data.toString(StandardCharsets.ISO_8859_1);
            } finally {
                data.release();
            }
        }).whenComplete((text, failure) -> file.close()));
    }
}
