package org.apiaryfs.protocol.meta;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.MirroredTimestamps;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Looks up a name and in the same round trip, as the intent says, checks what the client knows about
 * it, creates, stats or opens it; sent to the parent's owner (spec meta §5.1). Immutable.
 *
 * @param intentFlags {@link #STAT}, {@link #CREATE_EXCLUSIVE}; the other bits follow from the parts
 * @param parentInfo the directory
 * @param entryName name in it
 * @param entryInfo what the client believes the entry to be; present iff {@link #REVALIDATE}
 * @param open present iff {@link #OPEN}
 * @param create present iff {@link #CREATE}
 * @param fileTimestamps new times of the file, of forwarded requests
 * @param useQuota true if a creation counts against quota
 */
public record LookupIntent(
        int intentFlags, EntryInfo parentInfo, String entryName, Optional<EntryInfo> entryInfo, Optional<Open> open,
        Optional<Create> create, Optional<MirroredTimestamps> fileTimestamps, boolean useQuota) implements Message {
    /** Intent: compare the entry with {@link #entryInfo}. */
    public static final int REVALIDATE = 1;
    /** Intent: create the entry as a regular file. */
    public static final int CREATE = 2;
    /** Intent: with {@link #CREATE}, fail if the entry exists. */
    public static final int CREATE_EXCLUSIVE = 4;
    /** Intent: open the entry. */
    public static final int OPEN = 8;
    /** Intent: return attributes. */
    public static final int STAT = 16;
    /** Feature flag: {@link #useQuota}. */
    public static final int USE_QUOTA = 1;
    /** Feature flag: the create part has an event. */
    public static final int HAS_EVENT = 8;

    public LookupIntent {
        intentFlags = intentFlags & ~(REVALIDATE | CREATE | OPEN)
                | (entryInfo.isPresent() ? REVALIDATE : 0)
                | (create.isPresent() ? CREATE : 0)
                | (open.isPresent() ? OPEN : 0);
    }

    private static LookupIntent of(
            int intentFlags, EntryInfo parent, String name, Optional<EntryInfo> known, Optional<Create> create) {
        return new LookupIntent(intentFlags, parent, name, known, Optional.empty(), create, Optional.empty(), false);
    }

    /** What tools send: the entry alone. */
    public static LookupIntent plain(EntryInfo parent, String name) {
        return of(0, parent, name, Optional.empty(), Optional.empty());
    }

    /** What clients send: the entry and its attributes. */
    public static LookupIntent lookup(EntryInfo parent, String name) {
        return of(STAT, parent, name, Optional.empty(), Optional.empty());
    }

    /** Is a known entry still there? If so its attributes. */
    public static LookupIntent revalidate(EntryInfo parent, String name, EntryInfo known) {
        return of(STAT, parent, name, Optional.of(known), Optional.empty());
    }

    /** Creates a regular file and returns its attributes, or those of the one that exists unless exclusive. */
    public static LookupIntent create(EntryInfo parent, String name, Create create, boolean exclusive) {
        return of(exclusive ? STAT | CREATE_EXCLUSIVE : STAT, parent, name, Optional.empty(), Optional.of(create));
    }

    /** The same that also opens the entry. */
    public LookupIntent andOpen(int accessFlags, int clientNumID) {
        return new LookupIntent(intentFlags, parentInfo, entryName, entryInfo,
                Optional.of(new Open(accessFlags, clientNumID)), create, fileTimestamps, useQuota);
    }

    /** The same, counted against quota or not. */
    public LookupIntent withQuota(boolean enforced) {
        return new LookupIntent(intentFlags, parentInfo, entryName, entryInfo, open, create, fileTimestamps, enforced);
    }

    /**
     * The same as a mirror group's primary forwards it to its secondary.
     *
     * @param decided what the primary decided about a new file; not used without create part
     * @param times new times of the file
     */
    public LookupIntent toSecondary(Forwarded decided, MirroredTimestamps times) {
        Optional<Create> creation = create.map(c -> new Create(
                c.uid, c.gid, c.mode, c.umask, c.preferredTargets, c.fileEvent, Optional.of(decided)));
        return new LookupIntent(
                intentFlags, parentInfo, entryName, entryInfo, open, creation, Optional.of(times), useQuota);
    }

    /** True if an intent bit is set. */
    public boolean intends(int intent) {
        return (intentFlags & intent) != 0;
    }

    public static LookupIntent read(WireReader in, MessageHeader header) throws WireFormatException {
        int intents = in.i32();
        return new LookupIntent(intents, EntryInfo.read(in), in.strAlign4(),
                in.optional((intents & REVALIDATE) != 0, EntryInfo::read),
                in.optional((intents & OPEN) != 0, Open::read),
                in.optional((intents & CREATE) != 0, i -> Create.read(i, header)),
                in.optional(header.secondary(), MirroredTimestamps::read),
                header.hasFeature(USE_QUOTA));
    }

    @Override
    public MessageType type() {
        return MessageType.LOOKUP_INTENT;
    }

    @Override
    public int featureFlags() {
        return (useQuota ? USE_QUOTA : 0) | (create.flatMap(Create::fileEvent).isPresent() ? HAS_EVENT : 0);
    }

    @Override
    public void write(WireWriter out) {
        out.i32(intentFlags);
        EntryInfo.write(out, parentInfo);
        out.strAlign4(entryName);
        out.optional(entryInfo, EntryInfo::write);
        out.optional(open, Open::write);
        out.optional(create, Create::write);
        out.optional(fileTimestamps, MirroredTimestamps::write);
    }

    /**
     * How to open the entry. Immutable.
     *
     * @param accessFlags bits of {@link org.apiaryfs.protocol.session.AccessFlags}
     * @param clientNumID client whose session it becomes part of
     */
    public record Open(int accessFlags, int clientNumID) {
        private static Open read(WireReader in) throws WireFormatException {
            return new Open(in.u32(), in.u32());
        }

        private static void write(WireWriter out, Open value) {
            out.u32(value.accessFlags);
            out.u32(value.clientNumID);
        }
    }

    /**
     * The file to create. Immutable.
     *
     * @param uid owner of the new file
     * @param gid group of the new file
     * @param mode POSIX mode of a regular file, with type bits
     * @param umask umask of the caller; applied by servers only where ACLs are stored
     * @param preferredTargets targets to choose from, if there is room; normally empty
     * @param fileEvent event for the log, if the client reports such events
     * @param forwarded what the primary decided, for the secondary; empty in requests of clients
     */
    public record Create(
            int uid, int gid, int mode, int umask, List<Integer> preferredTargets, Optional<FileEvent> fileEvent,
            Optional<Forwarded> forwarded) {
        public Create {
            preferredTargets = List.copyOf(preferredTargets);
        }

        /** Without preferences and event. */
        public Create(int uid, int gid, int mode, int umask) {
            this(uid, gid, mode, umask, List.of(), Optional.empty(), Optional.empty());
        }

        /** The same with an event for the log, if there is one. */
        public Create withEvent(Optional<FileEvent> event) {
            return new Create(uid, gid, mode, umask, preferredTargets, event, forwarded);
        }

        private static Create read(WireReader in, MessageHeader header) throws WireFormatException {
            return new Create(in.u32(), in.u32(), in.i32(), in.i32(), in.u16Seq(),
                    in.optional(header.hasFeature(HAS_EVENT), FileEvent::read),
                    in.optional(header.secondary(), Forwarded::read));
        }

        private static void write(WireWriter out, Create value) {
            out.u32(value.uid);
            out.u32(value.gid);
            out.i32(value.mode);
            out.i32(value.umask);
            out.u16Seq(value.preferredTargets);
            out.optional(value.fileEvent, FileEvent::write);
            out.optional(value.forwarded, Forwarded::write);
        }
    }

    /**
     * What a mirror group's primary adds when it forwards a creation. Immutable.
     *
     * @param newEntryID ID of the new file
     * @param newStripePattern its pattern
     * @param newOwnerFD number of the open file in the client's session
     * @param dirTimestamps new times of the directory
     */
    public record Forwarded(
            String newEntryID, StripePattern newStripePattern, int newOwnerFD, MirroredTimestamps dirTimestamps) {
        private static Forwarded read(WireReader in) throws WireFormatException {
            return new Forwarded(in.str(), StripePattern.read(in), in.u32(), MirroredTimestamps.read(in));
        }

        private static void write(WireWriter out, Forwarded value) {
            out.str(value.newEntryID);
            StripePattern.write(out, value.newStripePattern);
            out.u32(value.newOwnerFD);
            MirroredTimestamps.write(out, value.dirTimestamps);
        }
    }
}
