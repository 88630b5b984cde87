package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.model.EntryType;

/**
 * Goes through everything below a directory, depth first, and looks at the entries of a page of a directory at the same time.
 * What is removed meanwhile is passed over. One thread walks; it calls the visitor.
 */
final class TreeWalk {
    private static final int PAGE = 100;

    private final WalkVisitor visitor;
    private final ExecutorService lookers;

    private TreeWalk(WalkVisitor visitor, ExecutorService lookers) {
        this.visitor = visitor;
        this.lookers = lookers;
    }

    /** Walks from an entry, which is visited first. @throws AdminException if there is none */
    static void from(Session session, String path, WalkVisitor visitor) throws AdminException, FsException, InterruptedException {
        try (ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor()) {
            Found start = Found.at(session, path);
            visitor.found(new WalkedEntry(Entries.details(start, Entries.pattern(start)), Optional.empty()));
            if (start.entry().type() == EntryType.DIRECTORY) {
                new TreeWalk(visitor, lookers).below(start);
            }
        }
    }

    private void below(Found directory) throws InterruptedException {
        OptionalLong from = OptionalLong.of(0);
        while (from.isPresent()) {
            DirectoryPage page;
            try {
                page = Entries.page(directory.ask(new ListDirFromOffset(from.getAsLong(), PAGE, directory.entry(), true), ListDirFromOffsetResp.class), PAGE);
            } catch (AdminException | FsException e) {
                visitor.failed(directory.path(), AdminException.problemOf(e));
                return;
            }
            List<Callable<Optional<Looked>>> looks = new ArrayList<>();
            page.entries().forEach(entry -> looks.add(() -> Looked.in(directory, entry.name())));
            List<Future<Optional<Looked>>> all = lookers.invokeAll(looks);
            for (int i = 0; i < all.size(); i++) {
                try {
                    Optional<Looked> looked = all.get(i).get();
                    if (looked.isPresent()) {
                        visitor.found(looked.get().entry());
                        if (looked.get().found().entry().type() == EntryType.DIRECTORY) {
                            below(looked.get().found());
                        }
                    }
                } catch (ExecutionException e) {
                    visitor.failed(directory.childPath(page.entries().get(i).name()), AdminException.problemOf(e));
                }
            }
            from = page.next();
        }
    }
}
