package org.apiaryfs.meta.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
    @TempDir
    Path temp;

    @Test
    void dotsComeFirstAndCountAsItems() throws Exception {
        try (Fixture f = new Fixture(temp.resolve("store"))) {
            EntryKey dir = f.mkdir(EntryKey.ROOT, "d");
            f.file(dir, "f");
            List<Listing.Item> first = f.ns.listing().list(dir, 0, 1, 1 << 20, true);
            assertEquals(List.of("."), first.stream().map(Listing.Item::name).toList());
            List<Listing.Item> rest = f.ns.listing().list(dir, first.getFirst().position(), 10, 1 << 20, true);
            assertEquals(List.of("..", "f"), rest.stream().map(Listing.Item::name).toList());
            assertEquals(List.of(), f.ns.listing().list(dir, rest.getLast().position(), 10, 1 << 20, true));
            Fixture.assertError(FsError.PATH_NOT_EXISTS, () -> f.ns.listing().list(new EntryKey(1, 2, 3), 0, 10, 1 << 20, false));
        }
    }

    @Test
    void deletingBetweenBlocksNeitherSkipsNorRepeats() throws Exception {
        try (Fixture f = new Fixture(temp.resolve("store"))) {
            EntryKey dir = f.mkdir(EntryKey.ROOT, "d");
            for (int i = 0; i < 500; i++) {
                f.file(dir, "f" + i);
            }
            Set<String> seen = new HashSet<>();
            long position = 0;
            List<Listing.Item> block;
            do {
                block = f.ns.listing().list(dir, position, 7, 1 << 20, false);
                for (Listing.Item item : block) {
                    assertTrue(seen.add(item.name()));
                    f.ns.removal().unlink(dir, item.name());
                    f.file(dir, "late-" + item.name());
                    position = item.position();
                }
            } while (!block.isEmpty() && seen.size() < 10_000);
            for (int i = 0; i < 500; i++) {
                assertTrue(seen.contains("f" + i));
            }
        }
    }

    @Test
    void removedNamesAreSkippedButNewOnesBeforeThemAreSeen() throws Exception {
        try (Fixture f = new Fixture(temp.resolve("store"))) {
            EntryKey dir = f.mkdir(EntryKey.ROOT, "d");
            for (int i = 0; i < 300; i++) {
                f.file(dir, "f" + i);
            }
            try (Directory pinned = f.ns.volume().directories().require(dir)) {
                for (int round = 0; round < 30; round++) {
                    for (Listing.Item item : f.ns.listing().list(dir, 0, 10, 1 << 20, false)) {
                        f.ns.removal().unlink(dir, item.name());
                    }
                    f.ns.listing().skipRemoved(pinned);
                }
                assertEquals(List.of(), f.names(dir, 10));
                assertEquals(Long.MAX_VALUE, pinned.noneBelow());
                f.file(dir, "created");
                f.file(EntryKey.ROOT, "x");
                f.ns.renames().rename(EntryKey.ROOT, "x", dir, "renamed");
                f.ns.hardLinks().link(f.ns.lookups().find(dir, "created").orElseThrow().key(), dir, "created", dir, "linked");
                f.mkdir(dir, "made");
                assertEquals(Set.of("created", "renamed", "linked", "made"), new HashSet<>(f.names(dir, 10)));
                f.ns.listing().skipRemoved(pinned);
                assertEquals(4, f.names(dir, 1).size());
            }
        }
    }
}
