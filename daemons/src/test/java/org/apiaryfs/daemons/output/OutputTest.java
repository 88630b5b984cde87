package org.apiaryfs.daemons.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = new Table(Table.left("Name"), Table.right("Port"));
        table.row("mgmtd", "8008");
        table.row("m", "31");
        assertEquals("""
                Name   Port
                ====   ====
                mgmtd  8008
                m        31
                """, table.text());
        assertThrows(IllegalArgumentException.class, () -> table.row("one"));
    }

    @Test
    void sizesHaveTheUnitThatFits() {
        assertEquals("1023 B", Units.bytes(1023));
        assertEquals("1.5 GiB", Units.bytes(3L << 29));
        assertEquals("8.0 EiB", Units.bytes(Long.MAX_VALUE));
        assertEquals("33%", Units.percent(1, 3));
        assertEquals("-", Units.percent(1, 0), "file systems without a fixed number of inodes");
    }
}
