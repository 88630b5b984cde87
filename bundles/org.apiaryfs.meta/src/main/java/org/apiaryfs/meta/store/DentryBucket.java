package org.apiaryfs.meta.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.model.EntryType;

/**
 * The names of a directory that share one hash: nearly always one. Each has a slot of its own that
 * it keeps. Immutable.
 */
record DentryBucket(List<Slot> slots) {
    /** Bits of a slot number in a readdir position. */
    static final int SLOT_BITS = 4;
    static final DentryBucket EMPTY = new DentryBucket(List.of());

    private static final int VERSION = 1;
    private static final int MAX_SLOTS = 1 << SLOT_BITS;

    /**
     * @param number 0 to 15
     * @param name one char per byte
     */
    record Slot(int number, String name, Dentry dentry) {}

    boolean isEmpty() {
        return slots.isEmpty();
    }

    Optional<Dentry> find(String name) {
        for (Slot slot : slots) {
            if (slot.name.equals(name)) {
                return Optional.of(slot.dentry);
            }
        }
        return Optional.empty();
    }

    /** With a name added, or its entry replaced. */
    DentryBucket with(String name, Dentry dentry) {
        List<Slot> changed = new ArrayList<>(slots.size() + 1);
        int used = 0;
        boolean found = false;
        for (Slot slot : slots) {
            boolean same = slot.name.equals(name);
            found |= same;
            used |= 1 << slot.number;
            changed.add(same ? new Slot(slot.number, name, dentry) : slot);
        }
        if (!found) {
            int free = Integer.numberOfTrailingZeros(~used);
            if (free >= MAX_SLOTS) {
                throw new StoreException("more than " + MAX_SLOTS + " names with one hash in a directory, the last: " + name);
            }
            changed.add(free, new Slot(free, name, dentry));
        }
        changed.sort((a, b) -> Integer.compare(a.number, b.number));
        return new DentryBucket(changed);
    }

    DentryBucket without(String name) {
        return new DentryBucket(slots.stream().filter(slot -> !slot.name.equals(name)).toList());
    }

    byte[] encode() {
        RecordWriter out = new RecordWriter(64);
        out.u8(VERSION).u8(slots.size());
        for (Slot slot : slots) {
            Dentry dentry = slot.dentry;
            out.u8(slot.number).u8(dentry.type().number()).u8(dentry.flags()).key(dentry.key()).u32(dentry.owner());
            out.u8(slot.name.length()).text(slot.name);
        }
        return out.bytes();
    }

    static DentryBucket decode(byte[] bytes) {
        RecordReader in = new RecordReader(bytes, "name");
        in.version(VERSION);
        int count = in.u8();
        List<Slot> slots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int number = in.u8();
            EntryType type = EntryType.of(in.u8()).orElse(EntryType.INVALID);
            Dentry dentry = new Dentry(type, in.u8(), in.key(), in.u32());
            slots.add(new Slot(number, in.text(in.u8()), dentry));
        }
        return new DentryBucket(slots);
    }
}
