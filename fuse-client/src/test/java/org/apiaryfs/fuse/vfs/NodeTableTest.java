package org.apiaryfs.fuse.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.client.Inode;
import org.apiaryfs.fuse.Forgotten;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;
import org.junit.jupiter.api.Test;

class NodeTableTest {
    private static final long ROOT = 1;

    private final NodeTable nodes = new NodeTable(EntryInfo.root(1));

    private static Inode inode(String id, String name, long size) {
        return new Inode(new EntryInfo(2, EntryInfo.INLINED, "root", id, name, 1),
                new StatData(0, 0100644, 0, 0, 0, 0, 0, size, 1, 0, 0, 0));
    }

    @Test
    void theSameEntryIsTheSameNodeUntilAllLookupsAreGivenBack() {
        Node first = nodes.found(ROOT, "a", inode("1-1-1", "a", 0));
        Node second = nodes.found(ROOT, "b", inode("1-1-1", "a", 0));
        assertSame(first, second);
        nodes.forget(List.of(new Forgotten(first.id(), 1)));
        assertSame(first, nodes.node(first.id()).orElseThrow());
        nodes.forget(List.of(new Forgotten(first.id(), 1)));
        assertEquals(Optional.empty(), nodes.node(first.id()));
        assertEquals(Optional.empty(), nodes.named(ROOT, "a"));
        assertEquals(Optional.empty(), nodes.withEntry("1-1-1"));
        Node again = nodes.found(ROOT, "a", inode("1-1-1", "a", 0));
        assertTrue(again.id() != first.id(), "node numbers aren't used twice");
    }

    @Test
    void theRootIsNeverForgotten() {
        nodes.forget(List.of(new Forgotten(ROOT, 1000)));
        assertTrue(nodes.node(ROOT).isPresent());
    }

    @Test
    void namesFollowRenames() {
        Node a = nodes.found(ROOT, "a", inode("1-1-1", "a", 0));
        Node b = nodes.found(ROOT, "b", inode("2-1-1", "b", 0));
        nodes.renamed(ROOT, "a", ROOT, "b");
        assertEquals(Optional.empty(), nodes.named(ROOT, "a"));
        assertSame(a, nodes.named(ROOT, "b").orElseThrow());
        nodes.forget(List.of(new Forgotten(b.id(), 1)));
        assertSame(a, nodes.named(ROOT, "b").orElseThrow(), "a forgotten node doesn't take another's name along");
        nodes.unnamed(ROOT, "b");
        assertEquals(Optional.empty(), nodes.named(ROOT, "b"));
    }

    @Test
    void aNameThatNowLeadsElsewhereIsTheNewNodes() {
        Node before = nodes.found(ROOT, "a", inode("1-1-1", "a", 0));
        Node now = nodes.found(ROOT, "a", inode("2-1-1", "a", 0));
        assertSame(now, nodes.named(ROOT, "a").orElseThrow());
        nodes.forget(List.of(new Forgotten(before.id(), 1)));
        assertSame(now, nodes.named(ROOT, "a").orElseThrow());
        assertEquals(2, nodes.size());
    }

    @Test
    void anAnswerThatNobodyGotIsTakenBack() {
        Node node = nodes.found(ROOT, "a", inode("1-1-1", "a", 0));
        nodes.takeBack(node);
        assertEquals(1, nodes.size());
    }
}
