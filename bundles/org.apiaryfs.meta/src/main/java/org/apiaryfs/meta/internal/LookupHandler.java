package org.apiaryfs.meta.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.namespace.Lookups;
import org.apiaryfs.meta.namespace.Sessions;
import org.apiaryfs.meta.namespace.Waiting;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.SyncMode;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.session.AccessFlags;

/** Looks a name up and, in the same step, creates, revalidates, stats and opens it (spec: LookupIntent). */
final class LookupHandler {
    private final MetaContext context;
    private final Attributes attributes;
    private final Opening opening;

    LookupHandler(MetaContext context, Attributes attributes, Opening opening) {
        this.context = context;
        this.attributes = attributes;
        this.opening = opening;
    }

    /** The operation that counts in statistics. */
    static MetaOp operation(LookupIntent request) {
        return request.create().isPresent() ? MetaOp.LOOKUP_CREATE
                : request.open().isPresent() ? MetaOp.LOOKUP_OPEN
                : request.entryInfo().isPresent() ? MetaOp.LOOKUP_REVALIDATE
                : request.intends(LookupIntent.STAT) ? MetaOp.LOOKUP_STAT : MetaOp.LOOKUP;
    }

    /** True for what asks storage targets after it has changed something, or waits for the disk. */
    private boolean mayWait(LookupIntent request) {
        return request.open().isPresent() || request.create().isPresent() && context.config().store().sync() == SyncMode.EVERY;
    }

    /** The answer as far as it has been made. */
    private static final class Answer {
        private FsError lookup = FsError.INTERNAL;
        private Optional<LookupIntentResp.Stat> stat = Optional.empty();
        private Optional<FsError> revalidate = Optional.empty();
        private Optional<FsError> create = Optional.empty();
        private Optional<LookupIntentResp.Open> open = Optional.empty();
        private Optional<EntryInfo> entry = Optional.empty();

        LookupIntentResp message() {
            return new LookupIntentResp(lookup.code(), stat, revalidate.map(FsError::code), create.map(FsError::code), open, entry);
        }
    }

    LookupIntentResp serve(LookupIntent request, Call call) throws FsException {
        if (mayWait(request)) {
            Waiting.begin();
        }
        if (request.parentInfo().entryId().isEmpty() || request.entryName().isEmpty()) {
            return LookupIntentResp.failed(FsError.INTERNAL);
        }
        Answer answer = new Answer();
        Optional<EntryKey> dir = EntryKey.parse(request.parentInfo().entryId());
        Optional<Creation.CreatedFile> created = Optional.empty();
        Optional<Lookups.Found> found = Optional.empty();
        if (request.create().isPresent()) {
            do {
                created = create(request, dir, answer, call);
                if (created.isEmpty() && answer.create.filter(e -> e == FsError.EXISTS).isEmpty()) {
                    return answer.message();
                }
                // Removed between the two steps: creating it again is what the client would do.
                found = created.isPresent() ? Optional.empty() : find(request, dir.orElseThrow());
            } while (created.isEmpty() && found.isEmpty() && !request.intends(LookupIntent.CREATE_EXCLUSIVE));
            answer.create = Optional.of(created.isPresent() || !request.intends(LookupIntent.CREATE_EXCLUSIVE) ? FsError.SUCCESS : FsError.EXISTS);
        } else if (dir.isPresent()) {
            found = find(request, dir.get());
        }
        answer.lookup = found.isPresent() ? FsError.SUCCESS : FsError.PATH_NOT_EXISTS;
        answer.entry = created.map(file -> file.entry().info())
                .or(foundInfo(found, dir, request.entryName()));
        if (!revalidated(request, answer) || answer.entry.isEmpty()) {
            if (request.create().isPresent() && answer.entry.isEmpty()) {
                answer.stat = Optional.of(LookupIntentResp.Stat.failed(answer.lookup));
            }
            return answer.message();
        }
        if (request.intends(LookupIntent.STAT) && !stat(answer, created, found, call)) {
            return answer.message();
        }
        open(request, answer, created, call);
        return answer.message();
    }

    private static Supplier<Optional<EntryInfo>> foundInfo(Optional<Lookups.Found> found, Optional<EntryKey> dir, String name) {
        return () -> found.map(f -> f.dentry().info(dir.orElseThrow(), name));
    }

    private Optional<Lookups.Found> find(LookupIntent request, EntryKey dir) throws FsException {
        context.ns().intents().awaitLink(dir, request.entryName());
        if (request.intends(LookupIntent.STAT)) {
            return context.ns().lookups().findWithAttributes(dir, request.entryName());
        }
        return context.ns().lookups().find(dir, request.entryName()).map(dentry -> new Lookups.Found(dentry, Optional.empty(), false));
    }

    /** Empty if nothing was created; then the answer says why. */
    private Optional<Creation.CreatedFile> create(LookupIntent request, Optional<EntryKey> dir, Answer answer, Call call) throws FsException {
        LookupIntent.Create wish = request.create().orElseThrow();
        try {
            EntryKey parent = dir.orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS));
            // Whoever opens an existing file with O_CREAT comes here: no need to choose targets for it.
            Optional<Dentry> there = context.ns().lookups().find(parent, request.entryName());
            if (there.isPresent()) {
                Optional<Creation.CreatedFile> before = createdBefore(request, parent, there.get(), call);
                if (before.isPresent()) {
                    return before;
                }
                answer.create = Optional.of(FsError.EXISTS);
                return Optional.empty();
            }
            DirInode inode = context.ns().lookups().directory(parent);
            StripePattern pattern = context.patterns().choose(inode.pattern(), PatternChooser.Hints.preferring(wish.preferredTargets()));
            if (request.useQuota()) {
                context.quota().check(pattern.poolId(), wish.uid(), wish.gid());
            }
            return Optional.of(context.ns().creation().file(parent, request.entryName(),
                    context.inheritance().wish(parent, wish.mode(), wish.umask(), wish.uid(), wish.gid()), pattern, firstOpening(request, call)));
        } catch (FsException e) {
            if (e.error() == FsError.COMMUNICATION) {
                throw e;
            }
            // To the kernel client everything but these two is an internal error (spec meta §16, 2).
            FsError error = e.error() == FsError.EXISTS || e.error() == FsError.DQUOT ? e.error() : FsError.INTERNAL;
            answer.create = Optional.of(error);
            return Optional.empty();
        }
    }

    /** The file that the same request has made and opened already, whose answer was lost. */
    private Optional<Creation.CreatedFile> createdBefore(LookupIntent request, EntryKey parent, Dentry there, Call call) throws FsException {
        Optional<Creation.FirstOpening> opening = firstOpening(request, call);
        if (opening.isEmpty() || there.owner() != context.node()) {
            return Optional.empty();
        }
        return context.ns().sessions().opened(opening.get(), there.key()).map(opened -> new Creation.CreatedFile(
                new Creation.Created(there, there.info(parent, request.entryName()), Lookups.stat(opened.inode())), Optional.of(opened)));
    }

    /** Opening comes with the creation, lest somebody removes the file in between; what is wrong with it is told later. */
    private static Optional<Creation.FirstOpening> firstOpening(LookupIntent request, Call call) {
        boolean regular = request.create().filter(wish -> EntryType.ofMode(wish.mode()) == EntryType.REGULAR).isPresent();
        return request.open().filter(wish -> regular && AccessFlags.valid(wish.accessFlags()))
                .map(wish -> new Creation.FirstOpening(wish.clientNumID(), wish.accessFlags(), call.opening()));
    }

    /** False if the request ends here because the entry isn't what the client believes. */
    private static boolean revalidated(LookupIntent request, Answer answer) {
        if (request.entryInfo().isEmpty()) {
            return true;
        }
        EntryInfo known = request.entryInfo().get();
        boolean same = answer.entry.filter(e -> e.entryId().equals(known.entryId()) && e.owner() == known.owner()).isPresent();
        answer.revalidate = Optional.of(same ? FsError.SUCCESS : FsError.PATH_NOT_EXISTS);
        return same;
    }

    /** False if the request ends here because there are no attributes. */
    private boolean stat(Answer answer, Optional<Creation.CreatedFile> created, Optional<Lookups.Found> found, Call call) throws FsException {
        if (created.isPresent()) {
            answer.stat = Optional.of(new LookupIntentResp.Stat(0, created.get().entry().attributes()));
            return true;
        }
        Dentry dentry = found.orElseThrow().dentry();
        Optional<StatData> known = found.get().attributes();
        if (known.isEmpty()) {
            answer.stat = Optional.of(LookupIntentResp.Stat.failed(FsError.NOT_OWNER));
            return false;
        }
        StatData data = known.get();
        if (found.get().uncertain()) {
            data = attributes.stat(dentry.key(), call);
        }
        answer.stat = Optional.of(new LookupIntentResp.Stat(0, data));
        return true;
    }

    private void open(LookupIntent request, Answer answer, Optional<Creation.CreatedFile> created, Call call) {
        EntryInfo entry = answer.entry.orElseThrow();
        if (request.open().isEmpty() || request.create().isPresent() && created.isEmpty() || entry.type() != EntryType.REGULAR) {
            return;
        }
        LookupIntent.Open wish = request.open().get();
        try {
            Optional<Sessions.Opened> already = created.flatMap(Creation.CreatedFile::opened);
            Sessions.Opened opened = already.isPresent() ? already.get()
                    : opening.open(Entries.key(entry), wish.clientNumID(), wish.accessFlags(), request.useQuota(), call);
            answer.open = Optional.of(new LookupIntentResp.Open(0, opened.handle(), opened.inode().pattern(), opened.inode().pathInfo()));
        } catch (FsException e) {
            answer.open = Optional.of(LookupIntentResp.Open.failed(e.error()));
        }
    }
}
