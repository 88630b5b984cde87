package org.apiaryfs.meta.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetaStoreTest {
    private static final EntryKey DIR = new EntryKey(0x63F0B2C4, 0x1A, 2);
    private static final Attributes ATTRIBUTES = new Attributes(0100644, 1, 2, 3, 4, 5, 6);

    @TempDir
    Path temp;

    private MetaStore open() {
        return MetaStore.open(temp.resolve("store"), StoreOptions.DEFAULT);
    }

    @Test
    void secondOpenIsRefusedWithAClearSentence() {
        try (MetaStore first = open()) {
            String text = assertThrows(StoreException.class, this::open).getMessage();
            assertTrue(text.contains("in use by another process"), text);
            assertTrue(first.fresh());
        }
        try (MetaStore again = open()) {
            assertFalse(again.fresh());
        }
    }

    @Test
    void newerFormatIsRefused() {
        try (MetaStore store = open(); Update update = store.update()) {
            update.put(Family.FORMAT, "format".getBytes(StandardCharsets.US_ASCII), new byte[] {2, 0});
            update.commit();
        }
        String text = assertThrows(StoreException.class, this::open).getMessage();
        assertTrue(text.contains("version 2"), text);
    }

    @Test
    void uncommittedUpdateChangesNothing() {
        try (MetaStore store = open()) {
            NameKey name = store.name(DIR, "a");
            try (Update update = store.update()) {
                update.link(name, new Dentry(EntryType.REGULAR, 1, DIR, 1));
                assertTrue(update.dentry(name).isPresent());
            }
            assertEquals(Optional.empty(), store.dentry(name));
        }
    }

    @Test
    void differencesAddUpAcrossReopening() {
        try (MetaStore store = open(); Update update = store.update()) {
            update.addCounts(DIR, DirCounts.FILE);
            update.addCounts(DIR, DirCounts.SUBDIR);
            update.touch(DIR, 100);
            update.touch(DIR, 99);
            update.commit();
        }
        try (MetaStore store = open(); Update update = store.update()) {
            update.addCounts(DIR, -DirCounts.FILE);
            update.addCounts(DIR, DirCounts.SUBDIR);
            update.commit();
            assertEquals(DirCounts.of(2, 0), store.counts(DIR));
            assertEquals(100, store.touched(DIR));
        }
    }

    @Test
    void recordsComeBackAsWritten() {
        DirInode dir = new DirInode(ATTRIBUTES, DirInode.HAS_XATTRS, 7, EntryKey.ROOT, 8, StripePattern.raid0(65536, 3, 4, List.of()));
        StripePattern mirrored = new StripePattern(StripePattern.RAID10, 1 << 20, 1, true, 2, List.of(1, 65535), List.of(3, 4));
        FileInode file = new FileInode(ATTRIBUTES, FileInode.HAS_CHUNKS, -1, 1L << 60, List.of(1L, 1L << 40), 9, 0x801, 77, DIR, mirrored);
        try (MetaStore store = open()) {
            try (Update update = store.update()) {
                update.putDir(DIR, dir);
                update.putFile(DIR, file);
                update.putSession(new SessionFile(-1, 5, DIR, 4));
                update.putSession(new SessionFile(-1, 6, DIR, 4, 1L << 60));
                update.commit();
            }
            assertEquals(Optional.of(dir), store.dir(DIR));
            assertEquals(Optional.of(file), store.file(DIR));
            assertEquals(List.of(new SessionFile(-1, 5, DIR, 4), new SessionFile(-1, 6, DIR, 4, 1L << 60)), store.sessions());
        }
    }

    @Test
    void truncatedRecordsAreNamedAsDamage() {
        byte[] whole = FileInode.created(ATTRIBUTES, 0, DIR, StripePattern.raid0(65536, 1, 2, List.of(1, 2))).encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(StoreException.class, () -> FileInode.decode(cut));
        }
    }

    @Test
    void namesOfEqualHashKeepTheirSlotsAndAreListedOnce() {
        Dentry dentry = new Dentry(EntryType.REGULAR, 1, DIR, 1);
        DentryBucket bucket = DentryBucket.EMPTY.with("a", dentry).with("b", dentry).with("c", dentry).without("b").with("d", dentry);
        assertEquals(List.of(0, 1, 2), bucket.slots().stream().map(DentryBucket.Slot::number).toList());
        assertEquals(List.of("a", "d", "c"), bucket.slots().stream().map(DentryBucket.Slot::name).toList());
        assertEquals(bucket, DentryBucket.decode(bucket.encode()));
        try (MetaStore store = open()) {
            try (Update update = store.update()) {
                update.put(Family.DENTRIES, NameKey.bytes(DIR, 500), bucket.encode());
                update.put(Family.DENTRIES, NameKey.bytes(DIR, 600), DentryBucket.EMPTY.with("e", dentry).encode());
                // Neighbours must not be taken for names of this directory.
                update.put(Family.DENTRIES, NameKey.bytes(new EntryKey(DIR.time(), DIR.counter(), 3), 1), bucket.encode());
                update.commit();
            }
            for (int block = 1; block < 6; block++) {
                List<String> names = new ArrayList<>();
                long position = 0;
                List<Listed> part;
                do {
                    part = store.list(DIR, position, block);
                    for (Listed listed : part) {
                        names.add(listed.name());
                        position = listed.position();
                    }
                } while (!part.isEmpty());
                assertEquals(List.of("a", "d", "c", "e"), names);
            }
        }
    }

    @Test
    void seventeenthNameOfEqualHashIsRefused() {
        Dentry dentry = new Dentry(EntryType.REGULAR, 1, DIR, 1);
        DentryBucket bucket = DentryBucket.EMPTY;
        for (int i = 0; i < 16; i++) {
            bucket = bucket.with("n" + i, dentry);
        }
        DentryBucket full = bucket;
        assertThrows(StoreException.class, () -> full.with("one more", dentry));
        assertEquals(16, full.with("n3", dentry).slots().size());
    }

    @Test
    void extendedAttributesAreListedInTheirEntryOnly() {
        EntryKey next = new EntryKey(DIR.time(), DIR.counter(), DIR.node() + 1);
        try (MetaStore store = open()) {
            try (Update update = store.update()) {
                update.putXattr(DIR, "user.b", new byte[] {1});
                update.putXattr(DIR, "user.a", new byte[0]);
                update.putXattr(next, "user.c", new byte[0]);
                update.commit();
            }
            assertEquals(List.of("user.a", "user.b"), store.xattrNames(DIR));
            assertArrayEquals(new byte[] {1}, store.xattr(DIR, "user.b").orElseThrow());
        }
    }

    @Test
    void hashIsSipHash() {
        // The published test vector: key 00 01 … 0f, input 00 01 … 0e.
        StringBuilder input = new StringBuilder();
        for (char c = 0; c < 15; c++) {
            input.append(c);
        }
        assertEquals(0xa129ca6149be45e5L, new NameHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L).sip(input.toString()));
    }

    @Test
    void entryIdsHaveOneStoredForm() {
        for (String id : List.of("root", "disposal", "mdisposal", "1A-63F0B2C4-2", "0-0-1", "FFFFFFFF-FFFFFFFF-FFFFFFFF")) {
            EntryKey key = EntryKey.parse(id).orElseThrow();
            assertEquals(id, key.id());
            assertEquals(key, EntryKey.at(key.bytes(), 0));
        }
        for (String id : List.of("", "x", "1A-63F0B2C4", "1a-63F0B2C4-2", "01-2-3", "1-2-0", "1-2-3-4", "123456789-1-1", "--", "1--1", "-1-2-3")) {
            assertEquals(Optional.empty(), EntryKey.parse(id), id);
        }
    }

    @Test
    void everySyncModeKeepsUpdates() {
        for (SyncMode mode : SyncMode.values()) {
            Path directory = temp.resolve(mode.name());
            try (MetaStore store = MetaStore.open(directory, StoreOptions.DEFAULT.withSync(mode)); Update update = store.update()) {
                update.addCounts(DIR, DirCounts.FILE);
                update.commit();
            }
            try (MetaStore store = MetaStore.open(directory, StoreOptions.DEFAULT)) {
                assertEquals(DirCounts.of(0, 1), store.counts(DIR));
            }
        }
    }
}
