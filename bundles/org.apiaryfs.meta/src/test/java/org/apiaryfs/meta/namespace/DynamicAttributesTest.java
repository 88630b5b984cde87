package org.apiaryfs.meta.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.apiaryfs.meta.store.Attributes;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.model.DynamicFileAttribs;
import org.apiaryfs.protocol.model.StatData;
import org.junit.jupiter.api.Test;

class DynamicAttributesTest {
    private static final int C = Fixture.CHUNK;

    private static FileInode inode(long size) {
        return FileInode.created(Attributes.created(0100644, 1, 1, 1000), 0, EntryKey.ROOT, Fixture.PATTERN).withSize(size, List.of());
    }

    private static DynamicFileAttribs report(long version, long size, long mtime) {
        return new DynamicFileAttribs(version, size, (size + 511) / 512, mtime, mtime);
    }

    @Test
    void withoutReportsNothingChanges() {
        FileInode inode = inode(12345);
        DynamicAttributes dynamic = new DynamicAttributes(inode);
        dynamic.merge(0, report(0, 99, 5000));
        assertSame(inode, dynamic.apply(inode, 2000));
    }

    @Test
    void onePartialReportIsCompletedByTheStoredSize() {
        FileInode inode = inode(4L * C + 100);
        DynamicAttributes dynamic = new DynamicAttributes(inode);
        dynamic.merge(1, report(7, C + 10, 900));
        FileInode changed = dynamic.apply(inode, 2000);
        assertEquals(5L * C + 10, changed.size());
        assertEquals(1000, changed.attributes().mtime(), "older than what is stored while some targets are unknown");
        assertEquals(2000, changed.attributes().ctime());
    }

    @Test
    void olderReportsAreIgnored() {
        FileInode inode = inode(0);
        DynamicAttributes dynamic = new DynamicAttributes(inode);
        dynamic.merge(0, report(9, 500, 1500));
        dynamic.merge(0, report(8, 100, 1600));
        assertEquals(500, dynamic.apply(inode, 2000).size());
        // Versions are unsigned.
        dynamic.merge(0, report(-1, 7, 1600));
        assertEquals(7, dynamic.apply(inode, 2000).size());
        dynamic.merge(9, report(20, 7, 1600));
    }

    @Test
    void allTargetsKnownMeansTheirTimesCount() {
        FileInode inode = inode(10);
        DynamicAttributes dynamic = new DynamicAttributes(inode);
        for (int i = 0; i < 4; i++) {
            dynamic.merge(i, report(5, i == 0 ? 10 : 0, 400 + i));
        }
        FileInode changed = dynamic.apply(inode, 2000);
        assertEquals(403, changed.attributes().mtime());
        assertEquals(2000, changed.attributes().ctime());
    }

    @Test
    void holesMakeAFileSparseAndFillingThemUndoesIt() {
        FileInode inode = inode(0);
        DynamicAttributes dynamic = new DynamicAttributes(inode);
        dynamic.merge(3, new DynamicFileAttribs(5, C, 8, 1000, 1000));
        FileInode sparse = dynamic.apply(inode, 2000);
        StatData stat = DynamicAttributes.stat(sparse);
        assertEquals(4L * C, stat.size());
        assertEquals(StatData.SPARSE, stat.flags());
        assertEquals(8, stat.blocks());
        assertEquals(8, DynamicAttributes.stat(sparse).blocks());
        for (int i = 0; i < 4; i++) {
            dynamic.merge(i, report(6, C, 1000));
        }
        StatData full = DynamicAttributes.stat(dynamic.apply(sparse, 2000));
        assertEquals(0, full.flags());
        assertEquals(4L * C / 512, full.blocks());
    }
}
