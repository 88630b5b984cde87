package org.apiaryfs.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apiaryfs.protocol.model.AccessList;
import org.junit.jupiter.api.Test;

/** Access control lists as attributes, and what they do to modes. */
class AccessListTest {
    /** A directory's default list as recorded: owner rwx, group r-x, group 77 rwx, mask rwx, others nothing. */
    private static final String RECORDED_DEFAULT = "0200000001000700ffffffff04000500ffffffff080007004d00000010000700ffffffff20000000ffffffff";
    /** What a file got from it that was made with mode 0666 and umask 022; its mode was 0660. */
    private static final String RECORDED_INHERITED = "0200000001000600ffffffff04000500ffffffff080007004d00000010000600ffffffff20000000ffffffff";

    private static AccessList list(String hex) throws FsException {
        return AccessList.decode(HexFormat.of().parseHex(hex));
    }

    @Test
    void recordedInheritanceIsRepeated() throws Exception {
        AccessList inherited = list(RECORDED_DEFAULT).limitedBy(0100666);
        assertArrayEquals(HexFormat.of().parseHex(RECORDED_INHERITED), inherited.encode());
        assertEquals(0100660, inherited.mode(0100666));
        assertTrue(inherited.extended());
    }

    @Test
    void modeAndListFollowEachOther() throws Exception {
        AccessList plain = list("0200000001000600ffffffff04000400ffffffff20000000ffffffff");
        assertFalse(plain.extended());
        assertEquals(0102640, plain.mode(0102777));
        assertEquals(0751, plain.withMode(0751).mode(0));
        AccessList masked = list(RECORDED_DEFAULT).withMode(0610);
        // The mask changes, the group's own entry doesn't.
        assertEquals(new AccessList.Entry(AccessList.Tag.GROUP_OBJ, 5, -1), masked.entries().get(1));
        assertEquals(0610, masked.mode(0));
    }

    @Test
    void anythingElseIsRefused() {
        for (String bad : List.of("", "02", "01000000", "0200000001", "0200000003000600ffffffff", "0200000001000800ffffffff")) {
            assertEquals(FsError.INVAL, assertThrows(FsException.class, () -> list(bad), bad).error());
        }
        for (String incomplete : List.of("02000000", "0200000001000600ffffffff", "0200000001000600ffffffff20000000ffffffff")) {
            assertThrows(FsException.class, () -> list(incomplete).mode(0), incomplete);
        }
    }

    @Test
    void whatIsDecodedIsEncodedTheSame() throws Exception {
        Random random = new Random(7);
        byte[] value = HexFormat.of().parseHex(RECORDED_DEFAULT);
        for (int i = 0; i < 10_000; i++) {
            byte[] changed = value.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertArrayEquals(changed, AccessList.decode(changed).encode());
            } catch (FsException e) {
                assertEquals(FsError.INVAL, e.error());
            }
        }
    }
}
