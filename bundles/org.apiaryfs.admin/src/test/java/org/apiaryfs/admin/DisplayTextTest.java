package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DisplayTextTest {
    @Test
    void decodesUtf8AndLeavesTheRest() {
        assertEquals("Gerät", DisplayText.of("Ger\u00C3\u00A4t"));
        assertEquals("Ger\u00E4t", DisplayText.of("Ger\u00E4t"), "Latin-1 isn't UTF-8 and stays");
        assertEquals("a?b", DisplayText.of("a\u001Bb"), "no escape sequences for terminals");
        assertEquals("Ger\u00C3\u00A4t", DisplayText.toWire("Gerät"));
    }
}
