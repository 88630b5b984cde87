package org.apiaryfs.protocol.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.PathInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkPathTest {
    @ParameterizedTest
    @CsvSource({
        "0, root, 1-64A1B2C3-2, u0/0/r/root/1-64A1B2C3-2",
        "1000, 3-5F3A2B1C-1, 1F-64A1B2C3-2, u3E8/5F3A/2/3-5F3A2B1C-1/1F-64A1B2C3-2",
        "-1, 3-5F3C7A10-2, 0-1-1, uFFFFFFFF/5F3C/7/3-5F3C7A10-2/0-1-1",
        // Time words of 3, 4 and 5 characters.
        "0, 1-ABC-1, x, u0/ABC/0/1-ABC-1/x",
        "0, 1-ABCD-1, x, u0/0/A/1-ABCD-1/x",
        "0, 1-ABCDE-1, x, u0/A/B/1-ABCDE-1/x",
        "0, disposal, x, u0/disp/o/disposal/x"
    })
    void byUserAndTime(int uid, String parent, String entry, String path) throws FsException {
        assertEquals(path, ChunkPath.of(PathInfo.of(uid, parent), entry).path());
    }

    @Test
    void byHash() throws FsException {
        ChunkPath path = ChunkPath.of(PathInfo.NONE, "1F-64A1B2C3-2");
        assertEquals("70/3E", path.directory());
        assertEquals("1F-64A1B2C3-2", path.name());
        assertEquals("70/3E/1F-64A1B2C3-2", path.path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "../../etc", "a\0b"})
    void refusesEntryIdsThatLeadElsewhere(String id) {
        for (PathInfo info : new PathInfo[] {PathInfo.NONE, PathInfo.of(0, "root")}) {
            FsException refusal = assertThrows(FsException.class, () -> ChunkPath.of(info, id));
            assertEquals(FsError.INVAL, refusal.error());
        }
        assertThrows(FsException.class, () -> ChunkPath.of(PathInfo.of(0, id), "1-64A1B2C3-2"));
    }

    /** Here a part of the parent's ID becomes a directory name of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"1-..-2", "1-..1234-2", "1-.123-2", "1-.1234-2", "1--2"})
    void refusesParentIdsWhoseTimeWordLeadsElsewhere(String parent) {
        assertThrows(FsException.class, () -> ChunkPath.of(PathInfo.of(0, parent), "1-64A1B2C3-2"));
    }

    @Test
    void refusesNamesTooLongForTheTarget() throws FsException {
        String longest = "A".repeat(255);
        assertEquals(longest, ChunkPath.of(PathInfo.of(0, "root"), longest).name());
        assertThrows(FsException.class, () -> ChunkPath.of(PathInfo.of(0, "root"), longest + "A"));
    }

    @Test
    void refusesAnUnknownLayout() {
        assertThrows(FsException.class, () -> ChunkPath.of(new PathInfo(PathInfo.ORIG_UNKNOWN, 0, ""), "1-64A1B2C3-2"));
    }

    @Test
    void fileHandles() {
        FileHandle handle = new FileHandle(0x1A, "0-5F3C7A10-2");
        assertEquals("1A#0-5F3C7A10-2", handle.format());
        assertEquals(Optional.of(handle), FileHandle.parse("1A#0-5F3C7A10-2"));
        assertEquals(Optional.of(new FileHandle(-1, "a#b")), FileHandle.parse("FFFFFFFF#a#b"));
        assertEquals("FFFFFFFF#a", new FileHandle(-1, "a").format());
        assertEquals(Optional.of(new FileHandle(0, "root")), FileHandle.parse("root"));
        assertEquals(Optional.empty(), FileHandle.parse("#x"));
        assertEquals(Optional.empty(), FileHandle.parse("1G#x"));
        assertEquals(Optional.empty(), FileHandle.parse("-1#x"));
        assertEquals(Optional.empty(), FileHandle.parse("123456789#x"));
    }
}
