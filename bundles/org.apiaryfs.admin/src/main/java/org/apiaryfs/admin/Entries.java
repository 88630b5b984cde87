package org.apiaryfs.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.id.ChunkPath;
import org.apiaryfs.protocol.meta.GetEntryInfo;
import org.apiaryfs.protocol.meta.GetEntryInfoResp;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.meta.MkDir;
import org.apiaryfs.protocol.meta.MkDirResp;
import org.apiaryfs.protocol.meta.MkFileWithPattern;
import org.apiaryfs.protocol.meta.MkFileWithPatternResp;
import org.apiaryfs.protocol.meta.MoveFileInode;
import org.apiaryfs.protocol.meta.RefreshEntryInfo;
import org.apiaryfs.protocol.meta.RmDirEntry;
import org.apiaryfs.protocol.meta.SetDirPattern;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Files and directories by their path from the root of the cluster's file system (spec admin §3.4), in which {@link EntryName}
 * stands for bytes that aren't UTF-8. Symbolic links aren't followed. All methods need the metadata servers along the path.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class Entries {
    private static final int DIRECTORY_BITS = 0040000;
    private static final int REGULAR_BITS = 0100000;

    private final Link link;

    Entries(Link link) {
        this.link = link;
    }

    /** Where an entry is and how it is striped. */
    public CompletableFuture<EntryDetails> info(String path) {
        return link.look(session -> {
            Found found = Found.at(session, path);
            return details(found, pattern(found));
        });
    }

    /** The same with its attributes, if its owner knows them. */
    public CompletableFuture<WalkedEntry> look(String path) {
        return link.look(session -> Looked.at(Found.at(session, path)).entry());
    }

    /**
     * What is known of entries of a directory, all asked for at the same time.
     *
     * @param names as {@link DirectoryPage.Entry#name} has them
     */
    public CompletableFuture<DirectoryLook> look(String directory, List<String> names) {
        return link.look(session -> {
            Found found = Found.at(session, directory);
            Map<String, WalkedEntry> entries = new HashMap<>();
            Map<String, Problem> problems = new HashMap<>();
            try (ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Optional<Looked>>> looks = names.stream().<Callable<Optional<Looked>>>map(name -> () -> {
                    Optional<Looked> looked = Looked.in(found, name);
                    return looked.isEmpty() ? looked : Optional.of(looked.get().withAttributes());
                }).toList();
                List<Future<Optional<Looked>>> all = lookers.invokeAll(looks);
                for (int i = 0; i < all.size(); i++) {
                    String name = names.get(i);
                    try {
                        all.get(i).get().ifPresent(looked -> entries.put(name, looked.entry()));
                    } catch (ExecutionException e) {
                        problems.put(name, AdminException.problemOf(e));
                    }
                }
            }
            return new DirectoryLook(entries, problems);
        });
    }

    /**
     * Changes the pattern of a directory's future files.
     *
     * @param uid user who asks, so that the server applies the rules for users; empty = administrator
     * @return the pattern that the directory has now
     */
    public CompletableFuture<StripePattern> setPattern(String path, PatternChange change, Optional<Integer> uid) {
        return link.change(session -> {
            Found found = Found.at(session, path);
            if (found.entry().type() != EntryType.DIRECTORY) {
                throw Problems.badRequest(Texts.of("entry_noDirectory", found.path()));
            }
            StripePattern wanted = change.applyTo(pattern(found).pattern());
            mustExist(session, wanted.poolId());
            ResultResp answer = found.ask(new SetDirPattern(found.entry(), wanted, uid), ResultResp.class);
            done(answer, MessageType.SET_DIR_PATTERN_RESP);
            return wanted;
        });
    }

    private static void mustExist(Session session, int pool) throws AdminException {
        if (!session.view().current().pools().containsKey(pool)) {
            throw Problems.badRequest(Texts.of("missing_pool", pool));
        }
    }

    private static void done(ResultResp answer, MessageType expected) throws AdminException {
        if (answer.type() != expected || !answer.error().ok()) {
            throw refused(answer.type() == expected ? answer.error() : FsError.INTERNAL);
        }
    }

    private static AdminException refused(FsError error) {
        return Problems.refused(Texts.of("refused_metadata", Texts.of(error)));
    }

    /** Makes a file with a pattern of its own. */
    public CompletableFuture<Void> createFile(String path, NewFile file) {
        return link.change(session -> {
            create(session, path, file);
            return null;
        });
    }

    static void create(Session session, String path, NewFile file) throws AdminException, FsException, InterruptedException {
        Found parent = Found.parentOf(session, path);
        StripePattern inherited = pattern(parent).pattern();
        int pool = file.pool().orElse(inherited.poolId());
        mustExist(session, pool);
        if (file.chunkSize().isPresent() && !StripePattern.validChunkSize(file.chunkSize().get())) {
            throw Problems.badRequest(Texts.of("entry_chunkSize", file.chunkSize().get(), StripePattern.MIN_CHUNK_SIZE));
        }
        int type = file.type().orElse(inherited.typeNumber());
        mustExist(session.view().current(), type, file.targets());
        if (file.number().isPresent() && file.number().get() < 1) {
            throw Problems.badRequest(Texts.of("entry_targets", file.number().get()));
        }
        StripePattern pattern = new StripePattern(type, file.chunkSize().orElse(inherited.chunkSize()), pool,
                true, file.number().orElse(inherited.defaultTargets()), file.targets(), List.of());
        FsError error = FsError.ofCode(parent.ask(new MkFileWithPattern(file.uid(), file.gid(), file.mode() | REGULAR_BITS, 0, parent.entry(),
                Found.nameOf(path), pattern), MkFileWithPatternResp.class).result());
        made(error, path);
    }

    private static void mustExist(ClusterMap map, int type, List<Integer> targets) throws AdminException {
        boolean groups = type == StripePattern.BUDDY_MIRROR;
        for (int target : targets) {
            if (!(groups ? map.targets().groups().containsKey(target) : map.targetNodes().containsKey(target))) {
                throw Problems.badRequest(Texts.of(groups ? "missing_storageGroup" : "missing_target", target));
            }
        }
    }

    private static void made(FsError error, String path) throws AdminException {
        if (error == FsError.EXISTS) {
            throw Problems.refused(Texts.of("entry_exists", path));
        }
        if (!error.ok()) {
            throw refused(error);
        }
    }

    /** Makes a directory. */
    public CompletableFuture<Void> createDirectory(String path, NewDirectory directory) {
        return link.change(session -> {
            String name = Found.nameOf(path);
            Found parent = Found.parentOf(session, path);
            ownersMustExist(session.view().current(), parent.entry().mirrored() && !directory.unmirrored(), directory.nodes());
            FsError error = parent.ask(new MkDir(directory.uid(), directory.gid(), directory.mode() | DIRECTORY_BITS, 0, parent.entry(), Optional.empty(), name,
                    directory.nodes(), Optional.empty(), directory.unmirrored()), MkDirResp.class).error();
            made(error, path);
            return null;
        });
    }

    private static void ownersMustExist(ClusterMap map, boolean groups, List<Integer> owners) throws AdminException {
        for (int owner : owners) {
            if (!(groups ? map.meta().groups().containsKey(owner) : map.metaNodes().get(owner).isPresent())) {
                throw Problems.badRequest(Texts.of(groups ? "missing_metaGroup" : "missing_metaNode", owner));
            }
        }
    }

    /** Stores a file's inode for itself, or inside the directory entry again. */
    public CompletableFuture<Void> moveInode(String path, boolean inline) {
        return link.change(session -> {
            Found found = Found.at(session, path);
            done(found.ask(new MoveFileInode(inline ? MoveFileInode.REINLINE : MoveFileInode.DEINLINE, found.entry()), ResultResp.class),
                    MessageType.MOVE_FILE_INODE_RESP);
            return null;
        });
    }

    /**
     * Has the metadata server count a directory's entries anew, or ask the storage servers for a file's size and times.
     *
     * @return the entry
     */
    public CompletableFuture<EntryDetails> refresh(String path) {
        return link.change(session -> {
            Found found = Found.at(session, path);
            done(found.ask(new RefreshEntryInfo(found.entry()), ResultResp.class), MessageType.REFRESH_ENTRY_INFO_RESP);
            return details(found, new GetEntryInfoResp(0, StripePattern.DUMMY, org.apiaryfs.protocol.model.PathInfo.NONE));
        });
    }

    /**
     * Removes a name and nothing else, for repairs: what it named stays behind.
     *
     * @return the directory that held it
     */
    public CompletableFuture<EntryDetails> removeName(String path) {
        return link.change(session -> {
            Found parent = Found.parentOf(session, path);
            done(parent.ask(new RmDirEntry(parent.entry(), Found.nameOf(path)), ResultResp.class), MessageType.RM_DIR_ENTRY_RESP);
            return details(parent, new GetEntryInfoResp(0, StripePattern.DUMMY, org.apiaryfs.protocol.model.PathInfo.NONE));
        });
    }

    /**
     * Part of a directory's content.
     *
     * @param from {@link DirectoryPage#next} of the part before; empty = from the start
     * @param most number of entries, ≥ 1; servers' answers have room for some hundred
     */
    public CompletableFuture<DirectoryPage> list(String path, OptionalLong from, int most) {
        return link.look(session -> {
            Found found = Found.at(session, path);
            return page(found.ask(new ListDirFromOffset(from.orElse(0), most, found.entry(), true), ListDirFromOffsetResp.class), most);
        });
    }

    /**
     * Goes through an entry and everything below it, depth first. What changes meanwhile may be seen or not.
     *
     * @param visitor is called on the operation's thread
     */
    public CompletableFuture<Void> walk(String path, WalkVisitor visitor) {
        return link.look(session -> {
            TreeWalk.from(session, path, visitor);
            return null;
        });
    }

    static DirectoryPage page(ListDirFromOffsetResp answer, int most) throws AdminException {
        if (!answer.error().ok()) {
            throw refused(answer.error());
        }
        return new DirectoryPage(answer.entries().stream().map(e -> new DirectoryPage.Entry(e.name(), e.type(), e.entryID())).toList(),
                answer.entries().size() < most ? OptionalLong.empty() : OptionalLong.of(answer.newServerOffset()));
    }

    static GetEntryInfoResp pattern(Found found) throws AdminException, FsException, InterruptedException {
        GetEntryInfoResp answer = found.ask(new GetEntryInfo(found.entry()), GetEntryInfoResp.class);
        if (!answer.error().ok()) {
            throw Problems.refused(Texts.of("entry_noPattern", found.path(), Texts.of(answer.error())));
        }
        return answer;
    }

    static EntryDetails details(Found found, GetEntryInfoResp answer) throws AdminException {
        int owner = found.owner();
        Optional<String> chunk = Optional.empty();
        if (found.entry().type().file()) {
            try {
                chunk = Optional.of(DisplayText.of(ChunkPath.of(answer.pathInfo(), found.entry().entryId()).path()));
            } catch (FsException e) {
                chunk = Optional.empty();
            }
        }
        return new EntryDetails(found.path(), found.entry().type(), DisplayText.of(found.entry().entryId()), DisplayText.of(found.entry().parentId()), owner,
                found.session().view().current().metaNodes().get(owner).map(NodeInfo::alias).map(DisplayText::of),
                found.entry().mirrored() ? Optional.of(found.entry().owner()) : Optional.empty(), found.entry().inlined(), answer.pattern(), chunk);
    }
}
