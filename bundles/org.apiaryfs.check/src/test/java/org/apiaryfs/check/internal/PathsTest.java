package org.apiaryfs.check.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.apiaryfs.check.FindingKind;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckEntryType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths of entries, whatever their names lead to. */
class PathsTest {
    private static final int DEEP = 20_000;

    @TempDir
    Path work;

    private static Fact.Name name(String id, String name, String parent) {
        return new Fact.Name(new FsckDirEntry(id, name, parent, 1, 1, FsckEntryType.DIRECTORY.number(), false, false, 1, 0, 0));
    }

    private static Optional<String> path(FactTable table, String id) {
        return new Paths(table).of(Suspicion.of(FindingKind.WRONG_PARENT, table.find(id).orElseThrow(), ""));
    }

    @Test
    void leadFromTheRoot() {
        try (FactSorter sorter = new FactSorter(work)) {
            sorter.add(name("1-1-1", "a", EntryInfo.ROOT_ID));
            sorter.add(name("2-1-1", "b", "1-1-1"));
            sorter.add(name("3-1-1", "c", "2-1-1"));
            sorter.add(name("4-1-1", "d", "nowhere"));
            try (FactTable table = sorter.finish()) {
                assertEquals(Optional.of("/a/b/c"), path(table, "3-1-1"));
                assertEquals(Optional.of("/a"), path(table, "1-1-1"));
                assertEquals(Optional.empty(), path(table, "4-1-1"));
            }
        }
    }

    @Test
    void circlesHaveNone() {
        try (FactSorter sorter = new FactSorter(work)) {
            for (int i = 0; i < DEEP; i++) {
                sorter.add(name(i + "-1-1", "x", (i + 1) % DEEP + "-1-1"));
            }
            try (FactTable table = sorter.finish()) {
                assertEquals(Optional.empty(), path(table, "0-1-1"));
            }
        }
    }
}
