package org.apiaryfs.meta.internal;

import java.util.Optional;
import org.apiaryfs.meta.events.EventLog;
import org.apiaryfs.meta.events.LoggedEvent;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.Hardlink;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MkDir;
import org.apiaryfs.protocol.meta.MkDirResp;
import org.apiaryfs.protocol.meta.MkFile;
import org.apiaryfs.protocol.meta.MkFileResp;
import org.apiaryfs.protocol.meta.Rename;
import org.apiaryfs.protocol.meta.RmDir;
import org.apiaryfs.protocol.meta.SetAttr;
import org.apiaryfs.protocol.meta.TruncFile;
import org.apiaryfs.protocol.meta.UnlinkFile;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.session.BumpFileVersion;
import org.apiaryfs.protocol.session.CloseFile;
import org.apiaryfs.protocol.session.OpenFile;
import org.apiaryfs.protocol.session.OpenFileResp;

/** Logs the events that clients attach to requests, once it is known how the requests ended (spec meta §4.11). Thread-safe. */
final class EventRecorder {
    private final EventLog log;
    private final Namespace ns;

    EventRecorder(EventLog log, Namespace ns) {
        this.log = log;
        this.ns = ns;
    }

    /** The service that a request asks for. */
    @FunctionalInterface
    interface Service {
        Reply serve() throws FsException;
    }

    /**
     * What is known of an event before its request is served.
     *
     * @param entryId empty if only the response tells
     * @param always even if the request fails
     */
    private record Subject(FileEvent event, Optional<String> entryId, String parentId, String targetParentId, boolean always) {
        private static Subject of(FileEvent event, EntryInfo entry) {
            return new Subject(event, Optional.of(entry.entryId()), entry.parentId(), "", false);
        }

        private static Subject created(FileEvent event, EntryInfo directory) {
            return new Subject(event, Optional.empty(), directory.entryId(), "", false);
        }
    }

    /** Serves a request and logs its event. */
    Reply around(Message request, Service service) throws FsException {
        Optional<Subject> subject = subject(request);
        if (subject.isEmpty()) {
            return service.serve();
        }
        try {
            Reply reply = service.serve();
            if (subject.get().always || succeeded(reply.message())) {
                write(subject.get(), Optional.of(reply.message()));
            }
            return reply;
        } catch (FsException e) {
            if (subject.get().always) {
                write(subject.get(), Optional.empty());
            }
            throw e;
        }
    }

    private Optional<Subject> subject(Message request) {
        return switch (request) {
            case MkDir r -> r.fileEvent().map(e -> Subject.created(e, r.parentInfo()));
            case MkFile r -> r.fileEvent().map(e -> Subject.created(e, r.parentInfo()));
            case LookupIntent r -> r.create().flatMap(LookupIntent.Create::fileEvent).map(e -> Subject.created(e, r.parentInfo()));
            case RmDir r -> r.fileEvent().map(e -> new Subject(e, named(r.parentInfo(), r.name()), r.parentInfo().entryId(), "", true));
            case UnlinkFile r -> r.fileEvent().map(e -> new Subject(e, named(r.parentInfo(), r.name()), r.parentInfo().entryId(), "", false));
            case Rename r -> r.fileEvent().map(e -> new Subject(e, named(r.fromDirInfo(), r.oldName()), r.fromDirInfo().entryId(), r.toDirInfo().entryId(), true));
            case Hardlink r -> r.fileEvent().map(e -> Subject.of(e, r.fromInfo()));
            case SetAttr r -> r.fileEvent().map(e -> Subject.of(e, r.entryInfo()));
            case TruncFile r -> r.fileEvent().map(e -> Subject.of(e, r.entryInfo()));
            case OpenFile r -> r.fileEvent().map(e -> Subject.of(e, r.entryInfo()));
            case CloseFile r -> r.fileEvent().map(e -> Subject.of(e, r.entryInfo()));
            case BumpFileVersion r -> r.fileEvent().map(e -> Subject.of(e, r.entryInfo()));
            default -> Optional.empty();
        };
    }

    /** What a name stands for before it is removed or moved. */
    private Optional<String> named(EntryInfo directory, String name) {
        return EntryKey.parse(directory.entryId()).flatMap(dir -> ns.lookups().find(dir, name)).map(dentry -> dentry.key().id()).or(() -> Optional.of(""));
    }

    private static boolean succeeded(Message response) {
        return switch (response) {
            case ResultResp r -> r.error().ok();
            case MkDirResp r -> r.error().ok();
            case MkFileResp r -> r.error().ok();
            case OpenFileResp r -> r.error().ok();
            // One that was there already isn't created.
            case LookupIntentResp r -> r.createError().ok() && !r.lookupError().ok();
            default -> false;
        };
    }

    private static Optional<String> createdId(Message response) {
        return switch (response) {
            case MkDirResp r -> Optional.of(r.entryInfo().entryId());
            case MkFileResp r -> Optional.of(r.entryInfo().entryId());
            case LookupIntentResp r -> r.entryInfo().map(EntryInfo::entryId);
            default -> Optional.empty();
        };
    }

    private void write(Subject subject, Optional<Message> response) {
        String entryId = subject.entryId.or(() -> response.flatMap(EventRecorder::createdId)).orElse("");
        log.add(new LoggedEvent(subject.event, entryId, subject.parentId, subject.targetParentId), manyNames(entryId));
    }

    private boolean manyNames(String entryId) {
        return EntryKey.parse(entryId).flatMap(key -> ns.lookups().findFile(key)).map(inode -> inode.nlink() > 1).orElse(false);
    }
}
