package org.apiaryfs.meta.internal;

import static org.apiaryfs.protocol.MessageType.*;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.meta.namespace.Waiting;
import org.apiaryfs.meta.namespace.Intents;
import org.apiaryfs.meta.store.StoreException;
import org.apiaryfs.node.LoadHistory;
import org.apiaryfs.node.OpCounters;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.fsck.*;
import org.apiaryfs.protocol.meta.*;
import org.apiaryfs.protocol.monitor.*;
import org.apiaryfs.protocol.node.*;
import org.apiaryfs.protocol.session.*;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.HandlerTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one table of requests that a metadata server answers (spec meta §2.1). */
final class MetaHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(MetaHandlers.class);

    private final HandlerTable.Builder table = HandlerTable.builder();
    private final OpCounters<MetaOp> counters;
    private final Activity activity;
    private final Intents intents;
    private final Optional<EventRecorder> events;

    private MetaHandlers(OpCounters<MetaOp> counters, Activity activity, Intents intents, Optional<EventRecorder> events) {
        this.counters = counters;
        this.activity = activity;
        this.intents = intents;
        this.events = events;
    }

    static HandlerTable table(MetaContext c, LocalNode self, LoadHistory load, Supplier<String> neighbours) {
        Pins pins = new Pins(c.ns(), c.disposer());
        Truncation truncation = new Truncation(c.ns(), c.chunks(), pins);
        Opening opening = new Opening(c.ns(), truncation, c.disposer());
        Attributes attributes = new Attributes(c.ns(), c.chunks(), pins);
        LookupHandler lookup = new LookupHandler(c, attributes, opening);
        AttributeHandlers attribute = new AttributeHandlers(c, attributes, pins);
        DirectoryHandlers dir = new DirectoryHandlers(c);
        FileHandlers file = new FileHandlers(c);
        XattrHandlers xattr = new XattrHandlers(c);
        SessionHandlers session = new SessionHandlers(c, opening, truncation, new Closing(c.ns(), c.chunks(), c.disposer()));
        LockHandlers lock = new LockHandlers(c);
        NodeHandlers node = new NodeHandlers(c, self, load);
        MetaDebug debug = new MetaDebug(c, load, neighbours);
        MetaHandlers t = new MetaHandlers(c.counters(), c.activity(), c.ns().intents(), c.events().map(log -> new EventRecorder(log, c.ns())));

        t.quick(LOOKUP_INTENT, LookupIntent.class, LookupHandler::operation, retried(plain(lookup::serve)), (r, e) -> LookupIntentResp.failed(e));
        t.quick(STAT, Stat.class, r -> MetaOp.STAT, retried(plain(attribute::stat)), (r, e) -> StatResp.failed(e));
        t.row(SET_ATTR, SetAttr.class, MetaOp.SET_ATTR,
                (r, call) -> (r.incrNlink() || r.decrNlink() ? ofOtherNode(attribute::setAttr) : retried(attribute::setAttr)).serve(r, call), result(SET_ATTR_RESP));
        t.quick(GET_ENTRY_INFO, GetEntryInfo.class, MetaOp.GET_ENTRY_INFO, attribute::entryInfo, GetEntryInfoResp::failed);
        t.row(REFRESH_ENTRY_INFO, RefreshEntryInfo.class, MetaOp.REFRESH,
                (r, call) -> (call.step() != 0 ? ofOtherNode(plain(attribute::refresh)) : plain(attribute::refresh)).serve(r, call), result(REFRESH_ENTRY_INFO_RESP));
        t.row(SET_DIR_PATTERN, SetDirPattern.class, MetaOp.SET_PATTERN, plain(attribute::setPattern), result(SET_DIR_PATTERN_RESP));

        t.row(MK_DIR, MkDir.class, MetaOp.MKDIR, retried(plain(dir::mkdir)), MkDirResp::failed);
        t.row(MK_LOCAL_DIR, MkLocalDir.class, MetaOp.MKDIR, ofOtherNode(plain(dir::mkLocalDir)), result(MK_LOCAL_DIR_RESP));
        t.row(RM_DIR, RmDir.class, MetaOp.RMDIR, retried(plain(dir::rmdir)), result(RM_DIR_RESP));
        t.row(RM_LOCAL_DIR, RmLocalDir.class, MetaOp.RMDIR, ofOtherNode(plain(dir::rmLocalDir)), result(RM_LOCAL_DIR_RESP));
        t.row(UPDATE_DIR_PARENT, UpdateDirParent.class, MetaOp.UPDATE_PARENT, ofOtherNode(plain(dir::updateParent)), result(UPDATE_DIR_PARENT_RESP));
        t.quick(LIST_DIR_FROM_OFFSET, ListDirFromOffset.class, r -> MetaOp.READDIR, plain(dir::list),
                (r, e) -> ListDirFromOffsetResp.failed(e, r.serverOffset()));
        t.row(FIND_OWNER, FindOwner.class, MetaOp.FIND_OWNER, plain(dir::findOwner), FindOwnerResp::failed);

        t.row(MK_FILE, MkFile.class, MetaOp.CREATE, retried(plain(file::make)), MkFileResp::failed);
        t.row(MK_FILE_WITH_PATTERN, MkFileWithPattern.class, MetaOp.CREATE, retried(plain(file::makeWithPattern)), MkFileWithPatternResp::failed);
        t.row(UNLINK_FILE, UnlinkFile.class, MetaOp.UNLINK, retried(file::unlink), result(UNLINK_FILE_RESP));
        t.row(UNLINK_LOCAL_FILE_INODE, UnlinkLocalFileInode.class, MetaOp.UNLINK, ofOtherNode(file::unlinkInode), result(UNLINK_LOCAL_FILE_INODE_RESP));
        t.row(RM_DIR_ENTRY, RmDirEntry.class, MetaOp.RM_ENTRY, plain(file::removeName), result(RM_DIR_ENTRY_RESP));
        t.row(HARDLINK, Hardlink.class, MetaOp.HARDLINK, retried(plain(file::link)), result(HARDLINK_RESP));
        t.row(RENAME, Rename.class, MetaOp.RENAME, retried(file::rename), result(RENAME_RESP));
        t.row(MOVE_FILE_INODE, MoveFileInode.class, MetaOp.HARDLINK, ofOtherNode(plain(file::moveInode)), result(MOVE_FILE_INODE_RESP));
        t.row(MOVING_DIR_INSERT, MovingDirInsert.class, MetaOp.MOVING_DIR, ofOtherNode(plain(file::arrive)), result(MOVING_DIR_INSERT_RESP));
        t.table.on(MOVING_FILE_INSERT, Dispatch.VIRTUAL_THREAD, exchange -> t.withXattrs(exchange, MetaOp.MOVING_FILE, file));

        t.quick(GET_XATTR, GetXAttr.class, MetaOp.GET_XATTR, xattr::get, GetXAttrResp::failed);
        t.quick(LIST_XATTR, ListXAttr.class, MetaOp.LIST_XATTR, xattr::list, ListXAttrResp::failed);
        t.row(SET_XATTR, SetXAttr.class, MetaOp.SET_XATTR, retried(plain(xattr::set)), result(SET_XATTR_RESP));
        t.row(REMOVE_XATTR, RemoveXAttr.class, MetaOp.REMOVE_XATTR, retried(plain(xattr::remove)), result(REMOVE_XATTR_RESP));

        t.row(OPEN_FILE, OpenFile.class, MetaOp.OPEN, retried(plain(session::open)), OpenFileResp::failed);
        t.row(CLOSE_FILE, CloseFile.class, MetaOp.CLOSE, session::close, result(CLOSE_FILE_RESP));
        t.row(TRUNC_FILE, TruncFile.class, MetaOp.TRUNCATE, retried(plain(session::truncate)), result(TRUNC_FILE_RESP));
        t.row(BUMP_FILE_VERSION, BumpFileVersion.class, MetaOp.SUM, plain(session::bumpVersion), internal(BUMP_FILE_VERSION_RESP));
        t.row(GET_FILE_VERSION, GetFileVersion.class, MetaOp.SUM, plain(session::version), e -> GetFileVersionResp.failed(FsError.INTERNAL));

        t.row(FLOCK_ENTRY, FLockEntry.class, MetaOp.LOCK_ENTRY, plain(lock::entry), result(FLOCK_ENTRY_RESP));
        t.row(FLOCK_RANGE, FLockRange.class, MetaOp.LOCK_RANGE, plain(lock::range), result(FLOCK_RANGE_RESP));
        t.row(FLOCK_APPEND, FLockAppend.class, MetaOp.LOCK_APPEND, plain(lock::append), result(FLOCK_APPEND_RESP));

        t.row(STAT_STORAGE_PATH, StatStoragePath.class, MetaOp.STATFS, plain(node::space), e -> new StatStoragePathResp(e.code(), 0, 0, 0, 0));
        t.row(SET_EXCEEDED_QUOTA, SetExceededQuota.class, MetaOp.SUM, plain(node::exceededQuota), result(SET_EXCEEDED_QUOTA_RESP));
        t.row(SET_METADATA_MIRRORING, SetMetadataMirroring.class, MetaOp.SUM, plain(node::mirrorMetadata), result(SET_METADATA_MIRRORING_RESP));
        t.row(SET_TARGET_CONSISTENCY_STATES, SetTargetConsistencyStates.class, MetaOp.SUM, plain(node::state), internal(SET_TARGET_CONSISTENCY_STATES_RESP));
        t.row(REQUEST_META_DATA, RequestMetaData.class, r -> MetaOp.META_DATA, plain(node::monitoring), (r, e) -> { throw new AssertionError(e); });

        FsckRetrieval check = new FsckRetrieval(c);
        t.row(RETRIEVE_DIR_ENTRIES, RetrieveDirEntries.class, MetaOp.SUM, plain(check::entries), MetaHandlers::unanswered);
        t.row(RETRIEVE_INODES, RetrieveInodes.class, MetaOp.SUM, plain(check::inodes), MetaHandlers::unanswered);
        t.row(RETRIEVE_FS_IDS, RetrieveFsIDs.class, MetaOp.SUM, plain(check::links), MetaHandlers::unanswered);
        t.row(FSCK_SET_EVENT_LOGGING, FsckSetEventLogging.class, MetaOp.SUM, plain((r, call) -> c.modifications().set(r)), MetaHandlers::unanswered);
        FsckRepairs repair = new FsckRepairs(c, attributes);
        t.row(DELETE_DIR_ENTRIES, DeleteDirEntries.class, MetaOp.SUM, plain(repair::deleteNames), MetaHandlers::unanswered);
        t.row(CREATE_DEF_DIR_INODES, CreateDefDirInodes.class, MetaOp.SUM, plain(repair::createDirectories), MetaHandlers::unanswered);
        t.row(FIX_INODE_OWNERS_IN_DENTRY, FixInodeOwnersInDentry.class, MetaOp.SUM, plain(repair::ownersInNames), MetaHandlers::unanswered);
        t.row(FIX_INODE_OWNERS, FixInodeOwners.class, MetaOp.SUM, plain(repair::ownersOfDirectories), MetaHandlers::unanswered);
        t.row(LINK_TO_LOST_AND_FOUND, LinkToLostAndFound.class, MetaOp.SUM, plain(repair::toLostAndFound), MetaHandlers::unanswered);
        t.row(CREATE_EMPTY_CONT_DIRS, CreateEmptyContDirs.class, MetaOp.SUM, plain(repair::createContents), MetaHandlers::unanswered);
        t.row(UPDATE_FILE_ATTRIBS, UpdateFileAttribs.class, MetaOp.SUM, plain(repair::fileAttributes), MetaHandlers::unanswered);
        t.row(UPDATE_DIR_ATTRIBS, UpdateDirAttribs.class, MetaOp.SUM, plain(repair::directoryAttributes), MetaHandlers::unanswered);
        t.row(REMOVE_INODES, RemoveInodes.class, MetaOp.SUM, plain(repair::removeInodes), MetaHandlers::unanswered);
        t.row(RECREATE_FS_IDS, RecreateFsIDs.class, MetaOp.SUM, plain(repair::recreateLinks), MetaHandlers::unanswered);
        t.row(RECREATE_DENTRIES, RecreateDentries.class, MetaOp.SUM, plain(repair::recreateNames), MetaHandlers::unanswered);
        t.row(ADJUST_CHUNK_PERMISSIONS, AdjustChunkPermissions.class, MetaOp.SUM, plain(new ChunkPermissions(c, pins)::adjust), MetaHandlers::unanswered);
        t.row(CHECK_AND_REPAIR_DUP_INODE, CheckAndRepairDupInode.class, MetaOp.SUM, plain(repair::duplicates), MetaHandlers::unanswered);

        ClusterView view = c.view();
        t.table.observer((request, from) -> {
            MetaOp operation = switch (request.message().type()) {
                case ACK -> MetaOp.ACK;
                case SET_CHANNEL_DIRECT -> MetaOp.SET_CHANNEL_DIRECT;
                default -> MetaOp.SUM; // counted by its row
            };
            if (operation != MetaOp.SUM) {
                c.counters().count(from.address().getAddress(), request.userId(), operation);
            }
        });
        t.table.answer(HEARTBEAT_REQUEST, Dispatch.EVENT_LOOP, x -> self.heartbeat(view.current().root(), ""));
        t.table.on(ACK, Dispatch.EVENT_LOOP, x -> {
            c.acknowledged(((Ack) x.request().message()).ackId());
            x.finish();
        });
        t.table.answer(GET_HIGH_RES_STATS, Dispatch.EVENT_LOOP,
                x -> new GetHighResStatsResp(load.since(((GetHighResStats) x.request().message()).lastStatsMillis())));
        t.table.answer(GET_CLIENT_STATS, Dispatch.VIRTUAL_THREAD, x -> c.counters().page((GetClientStats) x.request().message()));
        t.row(GENERIC_DEBUG, GenericDebug.class, MetaOp.SUM, plain((r, call) -> new GenericDebugResp(debug.answer(r.command()))), e -> new GenericDebugResp(e.text()));
        return t.table.build();
    }

    /** A step from request to result. */
    @FunctionalInterface
    private interface Step<Q> {
        Reply serve(Q request, Call call) throws FsException;
    }

    /** A step that is over with its response. */
    @FunctionalInterface
    private interface PlainStep<Q> {
        Message serve(Q request, Call call) throws FsException;
    }

    /** The response that tells an error. */
    @FunctionalInterface
    private interface Failure<Q> {
        Message of(Q request, FsError error);
    }

    private static <Q> Step<Q> plain(PlainStep<Q> step) {
        return (request, call) -> Reply.of(step.serve(request, call));
    }

    /** For requests that a client shall repeat, which it does by itself, when a node that this one needs didn't answer (spec meta §8.1). */
    private static <Q> Step<Q> retried(Step<Q> step) {
        return (request, call) -> {
            try {
                return step.serve(request, call);
            } catch (FsException e) {
                if (e.error() == FsError.COMMUNICATION) {
                    return Reply.of(new GenericResponse(GenericResponse.INDIRECT_COMM_ERROR, "another node doesn't answer: " + e.getMessage()));
                }
                throw e;
            }
        };
    }

    /** For a part of an operation that another node coordinates; it isn't kept waiting for operations of this node. */
    private static <Q> Step<Q> ofOtherNode(Step<Q> step) {
        return (request, call) -> {
            try {
                return Waiting.forAnotherNode(() -> retried(step).serve(request, call));
            } catch (FsException e) {
                if (e.error() == FsError.AGAIN) {
                    return Reply.of(new GenericResponse(GenericResponse.TRY_AGAIN, e.getMessage()));
                }
                throw e;
            }
        };
    }

    private static Function<FsError, Message> result(MessageType type) {
        return error -> ResultResp.of(type, error);
    }

    /** For requests to which every error is an internal one (spec meta §8.4). */
    private static Function<FsError, Message> internal(MessageType type) {
        return error -> ResultResp.of(type, FsError.INTERNAL);
    }

    /** For requests without an answer that tells an error: the connection ends instead. */
    private static Message unanswered(FsError error) {
        throw new IllegalStateException(error.text());
    }

    /** The attributes that follow the request are read in any case, so that the connection stays in step. */
    private void withXattrs(Exchange exchange, MetaOp op, FileHandlers file) {
        MovingFileInsert request = (MovingFileInsert) exchange.request().message();
        Optional<Map<String, byte[]>> xattrs;
        try {
            xattrs = request.hasXAttrs() ? XattrStream.read(exchange) : Optional.of(Map.of());
        } catch (IOException e) {
            exchange.abort(e.getMessage());
            return;
        }
        Step<MovingFileInsert> step = xattrs.isPresent()
                ? ofOtherNode((r, call) -> file.arrive(r, xattrs.get(), call))
                : (r, call) -> Reply.of(MovingFileInsertResp.of(FsError.COMMUNICATION));
        counted(exchange, op, call -> serve(exchange, request, call, step, (r, error) -> MovingFileInsertResp.of(error)));
    }

    private <Q extends Message> void row(MessageType type, Class<Q> kind, MetaOp op, Step<Q> step, Function<FsError, Message> failure) {
        row(type, kind, request -> op, step, (request, error) -> failure.apply(error));
    }

    private <Q extends Message> void row(MessageType type, Class<Q> kind, Function<Q, MetaOp> op, Step<Q> step, Function<FsError, Message> failure) {
        row(type, kind, op, step, (request, error) -> failure.apply(error));
    }

    private <Q extends Message> void row(MessageType type, Class<Q> kind, Function<Q, MetaOp> op, Step<Q> step, Failure<Q> failure) {
        Step<Q> recorded = recorded(step);
        table.on(type, Dispatch.VIRTUAL_THREAD, exchange -> {
            Q request = kind.cast(exchange.request().message());
            counted(exchange, op.apply(request), call -> serve(exchange, request, call, recorded, failure));
        });
    }

    /**
     * A row for requests that only read, or write without waiting for the disk: on the event loop,
     * which spares two changes of thread, unless storage targets have to be asked. To be served
     * again then, a step must not have changed anything before it asks them.
     */
    private <Q extends Message> void quick(MessageType type, Class<Q> kind, Function<Q, MetaOp> op, Step<Q> step, Failure<Q> failure) {
        Step<Q> recorded = recorded(step);
        table.on(type, Dispatch.EVENT_LOOP, exchange -> {
            Q request = kind.cast(exchange.request().message());
            counted(exchange, op.apply(request), call -> {
                try {
                    Waiting.forbidden(() -> serve(exchange, request, call, recorded, failure));
                } catch (Waiting.Needed e) {
                    exchange.answerLater();
                    Thread.ofVirtual().name("meta-request").start(() -> later(exchange, () -> serve(exchange, request, call, recorded, failure)));
                }
            });
        });
    }

    private <Q extends Message> void quick(MessageType type, Class<Q> kind, MetaOp op, PlainStep<Q> step, Function<FsError, Message> failure) {
        quick(type, kind, request -> op, plain(step), (request, error) -> failure.apply(error));
    }

    /** With the request's event in the log, where there is one. */
    private <Q extends Message> Step<Q> recorded(Step<Q> step) {
        return events.<Step<Q>>map(recorder -> (request, call) -> recorder.around(request, () -> step.serve(request, call))).orElse(step);
    }

    private void counted(Exchange exchange, MetaOp op, Consumer<Call> service) {
        Call call = new Call(exchange.request().userId(), exchange.peer().address().getAddress(), step(exchange.request()),
                opening(exchange.request()), takesUnsure(exchange.request()));
        counters.count(call.client(), call.user(), op);
        atWork(exchange, () -> service.accept(call));
    }

    /** Servers number the steps of operations where the flag doesn't give these fields another meaning. */
    private long step(Envelope request) {
        if (!numbered(request) || opens(request.message())) {
            return 0;
        }
        intents.settled(request.sequence(), request.sequenceDone());
        return request.sequence();
    }

    /** Apiary's clients number their openings likewise. */
    private static long opening(Envelope request) {
        return numbered(request) && opens(request.message()) ? request.sequence() : 0;
    }

    private static boolean numbered(Envelope request) {
        return (request.flags() & MessageHeader.HAS_SEQUENCE) == 0 && request.sequence() != 0;
    }

    private static boolean opens(Message message) {
        return message instanceof OpenFile || message instanceof LookupIntent;
    }

    private static boolean takesUnsure(Envelope request) {
        return (request.flags() & MessageHeader.HAS_SEQUENCE) == 0 && request.sequenceDone() == Stat.TAKES_UNSURE
                && (request.message() instanceof Stat || request.message() instanceof LookupIntent);
    }

    private void atWork(Exchange exchange, Runnable service) {
        if (!activity.begin()) {
            exchange.abort("the service stops");
            return;
        }
        try {
            service.run();
        } finally {
            activity.done();
        }
    }

    /** Outside of the server's own threads nobody else notices a handler that fails. */
    private void later(Exchange exchange, Runnable service) {
        try {
            atWork(exchange, service);
        } catch (RuntimeException e) {
            LOG.error("request failed: type={} error=\"{}\"", exchange.request().message().type(), e.toString());
            exchange.abort("handler failed");
        }
    }

    private static <Q extends Message> void serve(Exchange exchange, Q request, Call call, Step<Q> step, Failure<Q> failure) {
        Reply reply;
        try {
            reply = step.serve(request, call);
        } catch (FsException e) {
            LOG.debug("request refused: type={} client={} error=\"{}\"", request.type(), call.client(), e.getMessage());
            reply = Reply.of(failure.of(request, e.error()));
        } catch (StoreException e) {
            LOG.error("metadata store failed: type={} error=\"{}\"", request.type(), e.getMessage());
            reply = Reply.of(failure.of(request, FsError.INTERNAL));
        }
        exchange.reply(reply.message());
        reply.afterwards().ifPresent(work -> {
            try {
                work.run();
            } catch (FsException | StoreException e) {
                LOG.warn("work after a response failed: type={} error=\"{}\"", request.type(), e.getMessage());
            }
        });
    }
}
