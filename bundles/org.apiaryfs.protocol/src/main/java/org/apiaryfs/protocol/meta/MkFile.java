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
 * Creates a file of any type but directory, sent to the parent's owner (spec meta §6.5). Immutable.
 *
 * @param uid owner of the new entry
 * @param gid group of the new entry
 * @param mode POSIX mode with type bits
 * @param umask umask of the caller; applied by servers only where ACLs are stored
 * @param stripeHints overrides of the parent's stripe pattern
 * @param storagePoolID pool to choose targets from
 * @param parentInfo the parent
 * @param newName name of the new file
 * @param forwarded what the primary decided, for the secondary; empty in requests of clients
 * @param preferredTargets targets to choose from, if there is room; normally empty
 * @param fileEvent event for the log, if the client reports such events
 */
public record MkFile(
        int uid, int gid, int mode, int umask, Optional<StripeHints> stripeHints,
        Optional<Integer> storagePoolID, EntryInfo parentInfo, String newName, Optional<Forwarded> forwarded,
        List<Integer> preferredTargets, Optional<FileEvent> fileEvent) implements Message {
    /** Feature flag: {@link #stripeHints} are there. */
    public static final int HAS_STRIPE_HINTS = 1;
    /** Feature flag: {@link #storagePoolID} is there. */
    public static final int HAS_STORAGE_POOL_ID = 2;
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 4;

    public MkFile {
        preferredTargets = List.copyOf(preferredTargets);
    }

    /** The plain request: no mirroring, no options. */
    public MkFile(int uid, int gid, int mode, int umask, EntryInfo parentInfo, String newName) {
        this(
                uid, gid, mode, umask, Optional.empty(), Optional.empty(), parentInfo, newName,
                Optional.empty(), List.of(), Optional.empty());
    }

    /** The same with an event for the log, if there is one. */
    public MkFile withEvent(Optional<FileEvent> event) {
        return new MkFile(
                uid, gid, mode, umask, stripeHints, storagePoolID, parentInfo, newName, forwarded,
                preferredTargets, event);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public MkFile toSecondary(
            String newEntryID, StripePattern pattern, MirroredTimestamps dirTimestamps, long createTime) {
        return new MkFile(
                uid, gid, mode, umask, stripeHints, storagePoolID, parentInfo, newName,
                Optional.of(new Forwarded(newEntryID, pattern, dirTimestamps, createTime)), preferredTargets,
                fileEvent);
    }

    public static MkFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MkFile(
                in.u32(), in.u32(), in.i32(), in.i32(),
                in.optional(header.hasFeature(HAS_STRIPE_HINTS), StripeHints::read),
                in.optional(header.hasFeature(HAS_STORAGE_POOL_ID), WireReader::u16), EntryInfo.read(in),
                in.strAlign4(), in.optional(header.secondary(), Forwarded::read), in.u16Seq(),
                in.optional(header.hasFeature(HAS_EVENT), FileEvent::read));
    }

    @Override
    public MessageType type() {
        return MessageType.MK_FILE;
    }

    @Override
    public int featureFlags() {
        return (stripeHints.isPresent() ? HAS_STRIPE_HINTS : 0)
                | (storagePoolID.isPresent() ? HAS_STORAGE_POOL_ID : 0)
                | (fileEvent.isPresent() ? HAS_EVENT : 0);
    }

    @Override
    public void write(WireWriter out) {
        out.u32(uid);
        out.u32(gid);
        out.i32(mode);
        out.i32(umask);
        out.optional(stripeHints, StripeHints::write);
        out.optional(storagePoolID, WireWriter::u16);
        EntryInfo.write(out, parentInfo);
        out.strAlign4(newName);
        out.optional(forwarded, Forwarded::write);
        out.u16Seq(preferredTargets);
        out.optional(fileEvent, FileEvent::write);
    }

    /**
     * Wishes for the stripe pattern. Immutable.
     *
     * @param numtargets number of targets; 0 = as the parent says
     * @param chunksize bytes; 0 = as the parent says
     */
    public record StripeHints(int numtargets, int chunksize) {
        private static StripeHints read(WireReader in) throws WireFormatException {
            return new StripeHints(in.u32(), in.u32());
        }

        private static void write(WireWriter out, StripeHints value) {
            out.u32(value.numtargets);
            out.u32(value.chunksize);
        }
    }

    /**
     * What a mirror group's primary adds when it forwards the request. Immutable.
     *
     * @param newEntryID ID of the new file
     * @param pattern pattern of the new file
     * @param dirTimestamps new times of the directory
     * @param createTime seconds since 1970
     */
    public record Forwarded(
            String newEntryID, StripePattern pattern, MirroredTimestamps dirTimestamps, long createTime) {
        private static Forwarded read(WireReader in) throws WireFormatException {
            return new Forwarded(in.strAlign4(), StripePattern.read(in), MirroredTimestamps.read(in), in.i64());
        }

        private static void write(WireWriter out, Forwarded value) {
            out.strAlign4(value.newEntryID);
            StripePattern.write(out, value.pattern);
            MirroredTimestamps.write(out, value.dirTimestamps);
            out.i64(value.createTime);
        }
    }
}
