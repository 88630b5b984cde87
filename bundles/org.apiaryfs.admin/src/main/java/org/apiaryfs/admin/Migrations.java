package org.apiaryfs.admin;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.UnlinkFile;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Moves files away from storage targets, by copying them within a mount and putting the copies in their place (spec admin §3.5).
 * Whoever has a file open meanwhile goes on with the old one; a file that is changed meanwhile stays where it is.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class Migrations {
    private static final int PRIVATE = 0600;
    private static final String COPY = ".tmp.";

    private final Link link;

    Migrations(Link link) {
        this.link = link;
    }

    /** Moves files. Needs all servers along the way. */
    public CompletableFuture<Void> run(MigrationPlan plan, MigrationListener listener) {
        return link.change(session -> {
            StoragePool pool = Optional.ofNullable(session.view().current().pools().get(plan.pool()))
                    .orElseThrow(() -> Problems.badRequest(Texts.of("missing_pool", plan.pool())));
            // First all names, then the copies: these would be found again.
            List<WalkedEntry> files = find(session, plan, listener);
            for (WalkedEntry file : files) {
                move(session, plan, pool, file.details(), listener);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return null;
        });
    }

    private static List<WalkedEntry> find(Session session, MigrationPlan plan, MigrationListener listener)
            throws AdminException, FsException, InterruptedException {
        List<WalkedEntry> files = new ArrayList<>();
        TreeWalk.from(session, plan.start(), new WalkVisitor() {
            @Override
            public void found(WalkedEntry entry) {
                if (plan.only().test(entry) && plan.away().holds(entry)) {
                    files.add(entry);
                }
            }

            @Override
            public void failed(String path, Problem problem) {
                listener.failed(path, problem.sentence());
            }
        });
        listener.found(files.size(), files.stream().flatMap(f -> f.stat().stream()).mapToLong(StatData::size).sum());
        return files;
    }

    private static void move(Session session, MigrationPlan plan, StoragePool pool, EntryDetails file, MigrationListener listener) throws InterruptedException {
        Optional<String> name = EntryName.onHost(file.path().substring(1));
        if (name.isEmpty()) {
            listener.failed(file.path(), Texts.of("move_bytes"));
            return;
        }
        Path from;
        try {
            from = plan.mount().resolve(name.get());
        } catch (InvalidPathException e) {
            listener.failed(file.path(), Texts.of("move_name"));
            return;
        }
        Path to = from.resolveSibling(COPY + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            move(session, plan, pool, file, from, to, listener);
        } catch (InterruptedException | ClosedByInterruptException e) {
            remove(to, listener);
            throw new InterruptedException();
        } catch (IOException | AdminException | FsException e) {
            listener.failed(from.toString(), Texts.of("move_failed", why(e)));
            remove(to, listener);
        }
    }

    private static void move(Session session, MigrationPlan plan, StoragePool pool, EntryDetails file, Path from, Path to, MigrationListener listener)
            throws IOException, AdminException, FsException, InterruptedException {
        FileCopy copy = FileCopy.of(from);
        if (file.type() != EntryType.SYMLINK && file.type() != EntryType.REGULAR) {
            listener.done(from, 0, MigrationListener.Outcome.SPECIAL);
        } else if (copy.links() > 1) {
            listener.done(from, copy.size(), MigrationListener.Outcome.SEVERAL_NAMES);
        } else {
            if (file.type() == EntryType.SYMLINK) {
                copy.linkInto(to);
            } else {
                String path = EntryName.ofHost("/" + plan.mount().relativize(to));
                create(session, pool, plan.away(), file, path);
                checkSeen(session, path, to);
                copy.into(to);
            }
            if (!copy.replaceBy(to)) {
                throw new IOException(Texts.of("move_changed"));
            }
            listener.done(from, copy.size(), MigrationListener.Outcome.MOVED);
        }
    }

    /** Else the mount is of another cluster, and files there would be taken for files of this one. */
    private static void checkSeen(Session session, String path, Path copy) throws AdminException, FsException, InterruptedException {
        if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            Found parent = Found.parentOf(session, path);
            parent.ask(new UnlinkFile(parent.entry(), Found.nameOf(path)), ResultResp.class);
            throw Problems.badRequest(Texts.of("move_otherMount"));
        }
    }

    private static void remove(Path copy, MigrationListener listener) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            listener.failed(copy.toString(), Texts.of("move_copyStays", why(e)));
        }
    }

    /** Some exceptions of files have nothing but a path for a message. */
    private static String why(Exception failure) {
        return switch (failure) {
            case NoSuchFileException gone -> Texts.of("move_gone", gone.getFile());
            case AccessDeniedException denied -> Texts.of("move_denied", denied.getFile());
            case FsException error -> Problems.phrase(error);
            default -> failure.getMessage();
        };
    }

    private static void create(Session session, StoragePool pool, TargetSet away, EntryDetails file, String path)
            throws AdminException, FsException, InterruptedException {
        StripePattern pattern = file.pattern();
        boolean mirrored = pattern.typeNumber() == StripePattern.BUDDY_MIRROR;
        List<Integer> candidates = new ArrayList<>(mirrored ? pool.buddyGroups() : pool.targets());
        candidates.removeAll(mirrored ? away.groups() : away.targets());
        if (candidates.isEmpty()) {
            throw Problems.badRequest(Texts.of(mirrored ? "move_noGroups" : "move_noTargets", pool.id()));
        }
        Collections.shuffle(candidates);
        Entries.create(session, path, new NewFile(0, 0, PRIVATE, Optional.of(pattern.chunkSize()), Optional.of(pattern.defaultTargets()),
                Optional.of(pool.id()), Optional.of(pattern.typeNumber()), candidates.subList(0, Math.min(candidates.size(), Math.max(1, pattern.defaultTargets())))));
    }
}
