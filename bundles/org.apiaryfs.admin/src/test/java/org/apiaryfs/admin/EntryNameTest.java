package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryNameTest {
    @Test
    void whatIsUtf8IsShownAsItIs() {
        assertEquals("data.txt", EntryName.of("data.txt"));
        assertEquals("Gerät 数据", EntryName.of(DisplayText.toWire("Gerät 数据")));
        assertEquals("🐝", EntryName.of(DisplayText.toWire("🐝")));
        assertEquals("a\\b \\x41 \\xg", EntryName.of("a\\b \\x41 \\xg"), "these look like nothing else");
    }

    @Test
    void otherBytesAreShownByNumber() {
        assertEquals("Ger\\xE4t", EntryName.of("Ger\u00E4t"));
        assertEquals("\\xE6\\x95", EntryName.of("\u00E6\u0095"), "cut off");
        assertEquals("\\xED\\xA0\\x80", EntryName.of("\u00ED\u00A0\u0080"), "half a pair is no character");
        assertEquals("a\\x1B[31m\\x7F", EntryName.of("a\u001B[31m\u007F"), "no escape sequences for terminals");
        assertEquals("\\xC2\\x85", EntryName.of("\u00C2\u0085"), "a control character of two bytes");
        assertEquals("\\x5CxE4", EntryName.of("\\xE4"), "it isn't the byte");
    }

    @Test
    void bothWaysAreTheSame() {
        Random random = new Random(4711);
        String some = "\\x5Ce4E\u00E4\u00C3\u00A4\u00E6\u0095\u00B0\u001B\u007F \u00FF";
        for (int i = 0; i < 20_000; i++) {
            String wire = random.ints(random.nextInt(12), 0, some.length()).mapToObj(at -> some.substring(at, at + 1)).reduce("", String::concat);
            assertEquals(wire, EntryName.toWire(EntryName.of(wire)), EntryName.of(wire));
        }
    }

    @Test
    void noNameGetsASlashOrANul() {
        assertEquals("a\\x2Fb\\x00", EntryName.toWire("a\\x2Fb\\x00"));
        assertEquals("\u00E4", EntryName.toWire("\\xe4"), "letters small or large");
    }

    @Test
    void pathsOfTheHostAreTranslated() {
        assertEquals("/Gerät", EntryName.ofHost("/Gerät"));
        assertEquals("/\\x5CxE4", EntryName.ofHost("/\\xE4"));
        assertEquals(Optional.of("/\\xE4/\n"), EntryName.onHost("/\\x5CxE4/\\x0A"));
        assertEquals(Optional.empty(), EntryName.onHost("/Ger\\xE4t"));
    }
}
