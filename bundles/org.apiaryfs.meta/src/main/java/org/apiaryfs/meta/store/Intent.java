package org.apiaryfs.meta.store;

import java.util.Optional;
import org.apiaryfs.protocol.model.EntryType;

/**
 * What this node has begun and another node has a part in. It is recorded before the other node
 * hears of it, and removed together with what follows from the answer, so the end of either process
 * leaves nothing half done for good. Immutable.
 *
 * <p>Some stand for an operation whose end depends on the other node's answer, the others for a
 * {@link Debt}.
 */
public sealed interface Intent {
    /** Numeric ID of the other node. */
    int node();

    /** What another node has to do since this one has done its own part: asked for until it is answered, whatever the answer is. */
    sealed interface Debt extends Intent {}

    /** The other node makes a directory; then its name is added here. */
    record MakeDirectory(int node, Place name, EntryKey key) implements Intent {}

    /**
     * The other node removes an empty directory whose name is here.
     *
     * @param at its name
     * @param successor what stands for the name then; empty = the name goes too
     * @param from where the successor is here until then; empty if another node hands it over
     * @param arrival the step in which another node hands it over, else 0
     */
    record RemoveDirectory(int node, EntryKey key, Place at, Optional<Dentry> successor, Optional<Place> from, long arrival)
            implements Intent {
        /** Only the directory and its name. */
        public static RemoveDirectory plain(Dentry directory, Place at) {
            return new RemoveDirectory(directory.owner(), directory.key(), at, Optional.empty(), Optional.empty(), 0);
        }
    }

    /**
     * The other node adds a name to one of its directories; then the one here is removed.
     *
     * @param source what the name here stands for
     * @param to the new name
     * @param toParent parent of the new name's directory
     * @param withInode the file's inode goes there too
     */
    record MoveAway(int node, Place from, Dentry source, Place to, EntryKey toParent, boolean withInode) implements Intent {}

    /**
     * The other node counts one more link of a file; then its name is added here.
     *
     * @param dentry what the name shall stand for; inlined if the other node has to separate the inode from
     *     its first name before
     * @param from a present name of the file
     */
    record AddLink(int node, Place name, Dentry dentry, Place from) implements Intent {}

    /**
     * A directory of the other node that never got its name, or lost it.
     *
     * @param name the name it should have had
     */
    record OwedRemoval(int node, EntryKey key, Place name) implements Debt {}

    /**
     * A file of the other node that has lost a name here.
     *
     * @param dentry what the name stood for
     */
    record OwedUnlink(int node, Place name, Dentry dentry) implements Debt {}

    /**
     * A directory that got a name in another directory. Its owner has to learn of it, and lets go of it then.
     *
     * @param kept the owner keeps the directory for this step; false for moves that began in a release without such a record
     */
    record OwedParent(int node, EntryKey key, Place name, int parentNode, boolean kept) implements Debt {}

    /** A directory that its owner, also if that is this node, keeps for a move by this one: it has to let go of it. */
    record MoveDirectory(int node, EntryKey key, Place name) implements Debt {}

    /** The stored form. */
    default byte[] encode() {
        RecordWriter out = new RecordWriter(96);
        out.u8(VERSION).u8(kind(this)).u32(node());
        switch (this) {
            case MakeDirectory i -> write(out, i.name, i.key);
            case RemoveDirectory i -> {
                write(out, i.at, i.key);
                out.u8(i.successor.isPresent() ? 1 : 0).u8(i.from.isPresent() ? 1 : 0).i64(i.arrival);
                i.successor.ifPresent(dentry -> write(out, dentry));
                i.from.ifPresent(place -> place.write(out));
            }
            case MoveAway i -> {
                i.from.write(out);
                write(out, i.source);
                write(out, i.to, i.toParent);
                out.u8(i.withInode ? 1 : 0);
            }
            case AddLink i -> {
                i.name.write(out);
                write(out, i.dentry);
                i.from.write(out);
            }
            case OwedRemoval i -> write(out, i.name, i.key);
            case OwedUnlink i -> {
                i.name.write(out);
                write(out, i.dentry);
            }
            case OwedParent i -> {
                write(out, i.name, i.key);
                out.u32(i.parentNode).u8(i.kept ? 1 : 0);
            }
            case MoveDirectory i -> write(out, i.name, i.key);
        }
        return out.bytes();
    }

    int VERSION = 1;

    private static int kind(Intent intent) {
        return switch (intent) {
            case MakeDirectory i -> 1;
            case RemoveDirectory i -> 2;
            case MoveAway i -> 3;
            case AddLink i -> 4;
            case OwedRemoval i -> 5;
            case OwedUnlink i -> 6;
            case OwedParent i -> 7;
            case MoveDirectory i -> 8;
        };
    }

    static Intent decode(byte[] bytes) {
        RecordReader in = new RecordReader(bytes, "intent");
        in.version(VERSION);
        int kind = in.u8();
        int node = in.u32();
        Place place = Place.read(in);
        return switch (kind) {
            case 1 -> new MakeDirectory(node, place, in.key());
            case 2 -> {
                EntryKey key = in.key();
                boolean successor = in.u8() != 0;
                boolean from = in.u8() != 0;
                long arrival = in.i64();
                Optional<Dentry> dentry = successor ? Optional.of(dentry(in)) : Optional.empty();
                yield new RemoveDirectory(node, key, place, dentry, from ? Optional.of(Place.read(in)) : Optional.empty(), arrival);
            }
            case 3 -> new MoveAway(node, place, dentry(in), Place.read(in), in.key(), in.u8() != 0);
            case 4 -> new AddLink(node, place, dentry(in), Place.read(in));
            case 5 -> new OwedRemoval(node, in.key(), place);
            case 6 -> new OwedUnlink(node, place, dentry(in));
            case 7 -> new OwedParent(node, in.key(), place, in.u32(), !in.atEnd() && in.u8() != 0);
            case 8 -> new MoveDirectory(node, in.key(), place);
            default -> throw new StoreException("intent record of unknown kind " + kind);
        };
    }

    private static void write(RecordWriter out, Place place, EntryKey key) {
        place.write(out);
        out.key(key);
    }

    private static void write(RecordWriter out, Dentry dentry) {
        out.u8(dentry.type().number()).u32(dentry.flags()).key(dentry.key()).u32(dentry.owner());
    }

    private static Dentry dentry(RecordReader in) {
        EntryType type = EntryType.of(in.u8()).orElse(EntryType.INVALID);
        return new Dentry(type, in.u32(), in.key(), in.u32());
    }
}
