package org.apiaryfs.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDirectoryTest {
    @TempDir
    Path dir;

    private StoreDirectory open(Path path) throws StartException {
        return StoreDirectory.open(path, 3, 4, true, "storeMetaDirectory");
    }

    @Test
    void initialisesAMissingDirectoryOnce() throws Exception {
        Path path = dir.resolve("a/meta");
        try (StoreDirectory store = open(path)) {
            assertTrue(store.fresh());
            assertEquals("4", store.properties("format.conf").get("version"));
        }
        try (StoreDirectory store = open(path)) {
            assertFalse(store.fresh());
        }
    }

    @Test
    void refusesASecondOpener() throws Exception {
        try (StoreDirectory first = open(dir.resolve("meta"))) {
            StartException e = assertThrows(StartException.class, () -> open(dir.resolve("meta")));
            assertTrue(e.getMessage().contains("in use by process " + ProcessHandle.current().pid()), e.getMessage());
        }
    }

    @Test
    void refusesForeignDirectoriesAndVersions() throws Exception {
        Path foreign = Files.createDirectories(dir.resolve("foreign"));
        Files.writeString(foreign.resolve("thesis.tex"), "x");
        assertTrue(assertThrows(StartException.class, () -> open(foreign)).getMessage().contains("thesis.tex"));
        Path old = Files.createDirectories(dir.resolve("old"));
        Files.writeString(old.resolve("format.conf"), "# c\nversion=2\n");
        assertTrue(assertThrows(StartException.class, () -> open(old)).getMessage().contains("'2'"));
        assertThrows(StartException.class, () -> open(Path.of("relative")));
        assertThrows(StartException.class, () -> StoreDirectory.open(dir.resolve("new"), 3, 4, false, "k"));
        try (StoreDirectory lostAndFound = open(Files.createDirectories(dir.resolve("disk/lost+found")).getParent())) {
            assertTrue(lostAndFound.fresh());
        }
    }

    @Test
    void numbersAreFixedOnce() throws Exception {
        try (StoreDirectory store = open(dir.resolve("meta"))) {
            assertEquals(OptionalInt.empty(), store.number(StoreDirectory.NODE_ID));
            store.fixNumber(StoreDirectory.NODE_ID, 7);
            store.fixNumber(StoreDirectory.NODE_ID, 7);
            assertEquals(OptionalInt.of(7), store.number(StoreDirectory.NODE_ID));
            assertTrue(assertThrows(StartException.class, () -> store.fixNumber(StoreDirectory.NODE_ID, 8)).getMessage().contains("says 7"));
            store.writeText(StoreDirectory.NODE_ID, "seven\n");
            assertThrows(StartException.class, () -> store.number(StoreDirectory.NODE_ID));
        }
    }

    @Test
    void aliasMustStayTheOneOfTheFirstStart() throws Exception {
        try (StoreDirectory store = open(dir.resolve("meta"))) {
            assertEquals("host1", store.alias("host1"));
            assertTrue(assertThrows(StartException.class, () -> store.alias("host2")).getMessage().contains("host1"));
            store.writeText(StoreDirectory.NODE_ALIAS, "# renamed\nhost1\n");
            assertEquals("host1", store.alias("host2"));
        }
    }
}
