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
import org.apiaryfs.protocol.meta.GetEntryInfoResp;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StatData;

/**
 * Goes through everything below a directory, depth first, and looks at the entries of a page of a directory at the same time.
 * What is removed meanwhile is passed over. One thread walks; it calls the visitor.
 */
final class TreeWalk {
    private static final int PAGE = 100;

    private final Session session;
    private final WalkVisitor visitor;
    private final ExecutorService lookers;

    private TreeWalk(Session session, WalkVisitor visitor, ExecutorService lookers) {
        this.session = session;
        this.visitor = visitor;
        this.lookers = lookers;
    }

    /** Walks from an entry, which is visited first. @throws AdminException if there is none */
    static void from(Session session, String path, WalkVisitor visitor) throws AdminException, FsException, InterruptedException {
        try (ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor()) {
            Found start = Found.at(session, path);
            visitor.found(new WalkedEntry(Entries.details(start, Entries.pattern(start)), Optional.empty()));
            if (start.entry().type() == EntryType.DIRECTORY) {
                new TreeWalk(session, visitor, lookers).below(start);
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
            page.entries().forEach(entry -> looks.add(() -> look(directory, entry.name())));
            List<Future<Optional<Looked>>> all = lookers.invokeAll(looks);
            for (int i = 0; i < all.size(); i++) {
                try {
                    Optional<Looked> looked = all.get(i).get();
                    if (looked.isPresent()) {
                        visitor.found(looked.get().entry);
                        if (looked.get().found.entry().type() == EntryType.DIRECTORY) {
                            below(looked.get().found);
                        }
                    }
                } catch (ExecutionException e) {
                    visitor.failed(child(directory, page.entries().get(i).name()), AdminException.problemOf(e));
                }
            }
            from = page.next();
        }
    }

    /** An entry as the walk needs it and as visitors do. */
    private record Looked(Found found, WalkedEntry entry) {}

    private static String child(Found directory, String name) {
        return (directory.path().equals("/") ? "/" : directory.path() + "/") + DisplayText.of(name);
    }

    private Optional<Looked> look(Found directory, String name) throws AdminException, FsException, InterruptedException {
        LookupIntentResp answer = session.ask(NodeType.META, directory.owner(), LookupIntent.lookup(directory.entry(), name), LookupIntentResp.class);
        if (answer.entryInfo().isEmpty()) {
            return Optional.empty();
        }
        Found found = new Found(session, child(directory, name), answer.entryInfo().get());
        GetEntryInfoResp pattern = Entries.pattern(found);
        Optional<StatData> stat = answer.statError().ok() ? answer.stat().map(LookupIntentResp.Stat::statData) : Optional.empty();
        return Optional.of(new Looked(found, new WalkedEntry(Entries.details(found, pattern), stat)));
    }
}
