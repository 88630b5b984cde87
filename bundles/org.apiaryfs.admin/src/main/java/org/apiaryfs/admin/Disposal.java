package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.meta.UnlinkFile;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Files without a name that somebody had open when it was removed, by metadata server (spec admin §3.4). All methods need that
 * server.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class Disposal {
    private static final int BATCH = 50;

    private final Link link;

    Disposal(Link link) {
        this.link = link;
    }

    /** What became of a file. */
    public enum Outcome { DISPOSED, IN_USE, FAILED }

    /**
     * A file without a name. Immutable.
     *
     * @param entryId its entry ID
     * @param mirrored whether it is among the mirrored ones
     */
    public record Leftover(String entryId, boolean mirrored) {}

    /** The leftovers of a metadata server, of mirrored files only at the primary. */
    public CompletableFuture<List<Leftover>> list(int node) {
        return link.look(session -> {
            List<Leftover> found = new ArrayList<>();
            list(session, node, false, found);
            if (session.view().current().meta().groups().values().stream().anyMatch(g -> g.primary() == node)) {
                list(session, node, true, found);
            }
            return found;
        });
    }

    private static void list(Session session, int node, boolean mirrored, List<Leftover> found) throws AdminException, FsException, InterruptedException {
        java.util.OptionalLong from = java.util.OptionalLong.of(0);
        while (from.isPresent()) {
            DirectoryPage page = Entries.page(session.ask(NodeType.META, node, new ListDirFromOffset(from.getAsLong(), BATCH, directory(node, mirrored), true),
                    ListDirFromOffsetResp.class), BATCH);
            page.entries().forEach(e -> found.add(new Leftover(e.name(), mirrored)));
            from = page.next();
        }
    }

    private static EntryInfo directory(int node, boolean mirrored) {
        String id = mirrored ? EntryInfo.MIRRORED_DISPOSAL_ID : EntryInfo.DISPOSAL_ID;
        return new EntryInfo(EntryType.DIRECTORY.number(), mirrored ? EntryInfo.BUDDY_MIRRORED : 0, "", id, id, node);
    }

    /** Removes a leftover unless somebody still has it open. */
    public CompletableFuture<Outcome> dispose(int node, Leftover leftover) {
        return link.change(session -> {
            FsError error = session.ask(NodeType.META, node, new UnlinkFile(directory(node, leftover.mirrored()), leftover.entryId()), ResultResp.class).error();
            return switch (error) {
                case SUCCESS, PATH_NOT_EXISTS -> Outcome.DISPOSED;
                case IN_USE -> Outcome.IN_USE;
                default -> Outcome.FAILED;
            };
        });
    }
}
