package org.apiaryfs.meta.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.StoreCheck;
import org.apiaryfs.meta.store.StoreOptions;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.function.Executable;

/** A namespace over a real store in some directory, with a clock that the test sets. */
final class Fixture implements AutoCloseable {
    static final int NODE = 1;
    static final int CHUNK = 512 * 1024;
    static final StripePattern TEMPLATE = StripePattern.raid0(CHUNK, 1, 4, List.of());
    static final StripePattern PATTERN = StripePattern.raid0(CHUNK, 1, 4, List.of(101, 102, 201, 202));
    static final int FILE_MODE = 0100644;
    static final int DIR_MODE = 0040755;

    final AtomicLong seconds = new AtomicLong(1_700_000_000L);
    final InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());
    final MetaStore store;
    final Namespace ns;

    Fixture(Path directory) {
        this(directory, 64);
    }

    Fixture(Path directory, int cachedDirectories) {
        store = MetaStore.open(directory, StoreOptions.DEFAULT);
        ns = Namespace.over(new Volume(store, clock, NODE, cachedDirectories));
        ns.creation().prepare(TEMPLATE);
        try {
            ns.directories().owner(EntryKey.ROOT, NODE);
        } catch (FsException e) {
            throw new AssertionError(e);
        }
    }

    EntryKey file(EntryKey dir, String name) throws FsException {
        return ns.creation().file(dir, name, new Creation.Wish(FILE_MODE, 1000, 1000), PATTERN).dentry().key();
    }

    EntryKey mkdir(EntryKey dir, String name) throws FsException {
        return ns.creation().directory(dir, name, new Creation.Wish(DIR_MODE, 1000, 1000)).dentry().key();
    }

    /** Names of a directory read in blocks of some size, without dots. */
    List<String> names(EntryKey dir, int block) throws FsException {
        List<String> names = new ArrayList<>();
        long position = 0;
        List<Listing.Item> items;
        do {
            items = ns.listing().list(dir, position, block, 1 << 20, false);
            for (Listing.Item item : items) {
                names.add(item.name());
                position = item.position();
            }
        } while (items.size() == block);
        return names;
    }

    static void assertError(FsError expected, Executable action) {
        assertEquals(expected, assertThrows(FsException.class, action).error());
    }

    void assertSound() {
        assertEquals(List.of(), StoreCheck.run(Map.of(NODE, store)));
    }

    @Override
    public void close() {
        store.close();
    }
}
