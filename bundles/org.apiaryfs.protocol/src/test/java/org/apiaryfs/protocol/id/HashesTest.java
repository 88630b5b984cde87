package org.apiaryfs.protocol.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashesTest {
    @ParameterizedTest
    @CsvSource({
        "'', 00000000", "a, 115EA782", "ab, 516B8B44", "abc, D2BE198A", "abcd, DAD8B8DB", "root, A1B8B8D1",
        "disposal, 54B54DDB", "mdisposal, 0C2303C0", "lost+found, A0F8D6C4", "0-5F3C7A10-2, 5B825F26",
        "12-64A1B2C3-1, 6B4140A9", "0-5F3A2B1C-1, 8B7888AD", "1F-64A1B2C3-2, 29701DBE"
    })
    void hashOfText(String text, String hash) {
        assertEquals(HexFormat.fromHexDigits(hash), Hash32.of(text));
    }

    /** Bytes from 0x80 on are sign-extended in the tail, and only there. */
    @ParameterizedTest
    @CsvSource({
        "FF, 00000000", "FF80, 9E0B52F1", "FF807F, 799EDC87", "FF807FFE81, ED736199", "FF807FFE8190, BAD0892D",
        "FF807FFE8190A0, 97CBFE73"
    })
    void hashOfBytes(String bytes, String hash) {
        assertEquals(HexFormat.fromHexDigits(hash), Hash32.of(HexFormat.of().parseHex(bytes)));
    }

    @Test
    void hashOfPartOfArray() {
        byte[] bytes = "xxabcdyy".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(Hash32.of("abcd"), Hash32.of(bytes, 2, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> Hash32.of(bytes, 5, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "root, 38/51", "disposal, 35/5B", "lost+found, 78/44", "0-5F3C7A10-2, 2/26", "12-64A1B2C3-1, 41/29",
        "mdisposal, 23/40", "0-5F3A2B1C-1, 78/2D", "1F-64A1B2C3-2, 70/3E", "abc, 3E/A"
    })
    void hashDirectories(String id, String path) {
        assertEquals(path, HashDirs.of(id).path());
    }

    @Test
    void authHash() {
        AuthHash hash = AuthHash.of("secret\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(0xC02DE404_6F180042L, hash.value());
        assertTrue(hash.required());
        assertFalse(hash.toString().toUpperCase(Locale.ROOT).contains("C02D"), hash.toString());
        assertFalse(AuthHash.NONE.required());
    }

    /** A negative lower half must not spill into the upper one. */
    @Test
    void authHashHalves() {
        byte[] secret = "rootroot".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(0xA1B8B8D1_A1B8B8D1L, AuthHash.of(secret).value());
    }

    @Test
    void authHashTakesTheFirst1024Bytes() {
        byte[] secret = new byte[1024];
        Arrays.fill(secret, (byte) 0xA5);
        byte[] longer = Arrays.copyOf(secret, 1025);
        assertEquals(AuthHash.of(secret), AuthHash.of(longer));
        assertNotEquals(AuthHash.of(secret), AuthHash.of(Arrays.copyOf(secret, 1023)));
    }

    @Test
    void authHashRefusesShortSecrets() {
        assertTrue(AuthHash.of(new byte[] {1, 2, 3, 4}).required());
        String message = assertThrows(IllegalArgumentException.class, () -> AuthHash.of(new byte[3])).getMessage();
        assertTrue(message.contains("3 bytes"), message);
    }

    @Test
    void inodeNumbers() {
        assertEquals(1, InodeNumber.of("root"));
        // Fixed values: numbers must not change from release to release.
        assertEquals(-3_126_271_106_171_509_115L, InodeNumber.of("0-5F3C7A10-2"));
        Set<Long> seen = new HashSet<>();
        for (int counter = 0; counter < 200_000; counter++) {
            long number = InodeNumber.of(Integer.toHexString(counter).toUpperCase(Locale.ROOT) + "-64A1B2C3-1");
            assertTrue(number != 0 && number != 1);
            assertTrue(seen.add(number), "same number twice");
        }
    }
}
