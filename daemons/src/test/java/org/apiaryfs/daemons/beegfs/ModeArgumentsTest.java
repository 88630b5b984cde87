package org.apiaryfs.daemons.beegfs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModeArgumentsTest {
    private static ModeArguments of(String... line) {
        return new ModeArguments(List.of(line));
    }

    private static String refusal(Executable taking) {
        ModeException refused = assertThrows(ModeException.class, taking);
        assertEquals(ExitCode.BAD_ARGUMENTS, refused.exitCode());
        return refused.getMessage();
    }

    @Test
    void whatIsTakenIsGone() throws Exception {
        ModeArguments a = of("--flag", "--key=a=b", "first", "--empty=", "second");
        assertTrue(a.has("flag") && a.flag("flag") && !a.flag("flag"));
        assertEquals(Optional.of("a=b"), a.value("key"));
        assertEquals(Optional.empty(), a.value("empty"), "an empty value is none");
        assertEquals("first", a.word("word"));
        assertEquals(Optional.of("second"), a.word());
        assertTrue(refusal(() -> a.word("path")).contains("path"));
        assertDoesNotThrow(a::end);
    }

    @Test
    void whatIsLeftIsNamed() {
        assertTrue(refusal(() -> of("word", "--key=value").end()).startsWith("Invalid argument: --key\n"), "options first, without their value");
        assertTrue(refusal(() -> of("one", "two").end()).startsWith("Invalid argument: one\n"));
    }

    @Test
    void keysCanBeTakenByACondition() {
        ModeArguments a = of("--sysMgmtdHost=h", "--connPortShift=5", "--state");
        assertEquals(Map.of("sysMgmtdHost", "h", "connPortShift", "5"), a.takeAll(key -> !key.equals("state")));
        assertTrue(a.has("state") && !a.has("sysMgmtdHost"));
    }

    @Test
    void aKeyIsTakenOnlyIfItHasTheValue() {
        ModeArguments a = of("--storagepoolid=inherit");
        assertFalse(a.is("storagepoolid", "default"));
        assertTrue(a.is("storagepoolid", "inherit") && !a.has("storagepoolid"));
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "7, 7", "' 5 ', 5"})
    void numbersOfARange(String text, long number) throws Exception {
        assertEquals(Optional.of(number), of("--n=" + text).number("n", 3, 7));
        assertEquals(Optional.empty(), of().number("n", 3, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "8", "-3", "x", "5k", "0x5", "99999999999999999999"})
    void otherNumbersAreRefused(String text) {
        String refusal = refusal(() -> of("--n=" + text).number("n", 3, 7));
        assertTrue(refusal.contains("--n") && refusal.contains("'" + text + "'") && refusal.contains("3 to 7"), refusal);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1000, 1000", "64k, 65536", "512K, 524288", "1m, 1048576", "2G, 2147483648", "3t, 3298534883328", "7E, 8070450532247928832"})
    void sizes(String text, long bytes) throws Exception {
        assertEquals(Optional.of(bytes), of("--size=" + text).size("size"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "1.5m", "-1k", "1kb", "8E", "many"})
    void otherSizesAreRefused(String text) {
        assertTrue(refusal(() -> of("--size=" + text).size("size")).contains("'" + text + "'"));
    }

    @Test
    void ids() throws Exception {
        assertEquals(List.of(3, 1, 65_535), of("--targets=3,1, 65535").ids("targets"), "in their order");
        assertEquals(List.of(), of().ids("targets"));
        assertEquals(Optional.of(9), of("--id=9").id("id"));
        assertTrue(refusal(() -> of("--targets=1,65536").ids("targets")).contains("65536"));
        assertTrue(refusal(() -> of("--targets=1;2").ids("targets")).contains("1;2"));
        assertTrue(refusal(() -> of("--id=-1").id("id")).contains("-1"));
        assertEquals("--id must be set.", refusal(() -> of().requiredId("id")));
    }

    @Test
    void permissionsAreOctal() throws Exception {
        assertEquals(Optional.of(0755), of("--access=755").mode("access"));
        assertEquals(Optional.of(02750), of("--access=02750").mode("access"));
        assertTrue(refusal(() -> of("--access=0798").mode("access")).contains("0798"));
        assertTrue(refusal(() -> of("--access=u+x").mode("access")).contains("u+x"));
    }

    @ParameterizedTest
    @CsvSource({"meta, META", "METADATA, META", "storage, STORAGE", "Client, CLIENT", "mgmt, MGMT", "mgmtd, MGMT", "management, MGMT"})
    void nodeTypes(String text, NodeType type) throws Exception {
        assertEquals(type, of("--nodetype=" + text).requiredNodeType(NodeType.META, NodeType.STORAGE, NodeType.CLIENT, NodeType.MGMT));
        assertEquals("Invalid or missing node type.", refusal(() -> of("--nodetype=" + text).nodeType()), "none of those allowed");
    }

    @Test
    void nodeTypesMayBeNeeded() throws Exception {
        assertEquals(Optional.empty(), of().nodeType(NodeType.META));
        assertEquals("Invalid or missing node type.", refusal(() -> of().requiredNodeType(NodeType.META)));
        assertEquals("Invalid or missing node type.", refusal(() -> of("--nodetype=met").requiredNodeType(NodeType.META)));
    }
}
