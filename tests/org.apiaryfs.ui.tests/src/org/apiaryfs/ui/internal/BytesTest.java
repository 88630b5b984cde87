package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apiaryfs.ui.Bytes;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void threeFiguresAndAUnit() {
        assertEquals("0 B", Bytes.text(0));
        assertEquals("999 B", Bytes.text(999));
        assertEquals("0.98 KiB", Bytes.text(1000));
        assertEquals("1.00 KiB", Bytes.text(1024));
        assertEquals("10.0 MiB", Bytes.text(10L << 20));
        assertEquals("512 GiB", Bytes.text(512L << 30));
        assertEquals("8.00 EiB", Bytes.text(Long.MAX_VALUE));
    }
}
