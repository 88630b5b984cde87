package org.apiaryfs.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MountOptionsTest {
    private static MountOptions with(String name, String value) {
        return MountOptions.DEFAULTS.withOption(name, Optional.of(value)).orElseThrow();
    }

    private static String complaint(String name, Optional<String> value) {
        return assertThrows(IllegalArgumentException.class, () -> MountOptions.DEFAULTS.withOption(name, value))
                .getMessage();
    }

    @Test
    void optionsAreReadAsMountWritesThem() {
        assertTrue(MountOptions.DEFAULTS.withOption("ro", Optional.empty()).orElseThrow().readOnly());
        assertEquals(131072, with("max_read", "131072").maxRead());
        assertEquals(MountOptions.Backend.JNR, with("backend", "jnr").backend());
        assertEquals(MountOptions.Transport.URING, with("transport", "uring").transport());
        assertEquals(MountOptions.Mounter.SYSTEM_CALL, with("mounter", "system-call").mounter());
        assertEquals("a", with("fsname", "a").fsName());
        assertFalse(MountOptions.DEFAULTS.readOnly(), "the original is unchanged");
    }

    @Test
    void unknownOptionsAreLeftToTheCaller() {
        assertEquals(Optional.empty(), MountOptions.DEFAULTS.withOption("cfgFile", Optional.of("x")));
    }

    @Test
    void wrongValuesAreExplained() {
        assertEquals("max_write=5 is out of range: 4096 to 1048576", complaint("max_write", Optional.of("5")));
        assertEquals("max_write=x is not a number", complaint("max_write", Optional.of("x")));
        assertEquals("option max_write needs a value", complaint("max_write", Optional.empty()));
        assertEquals("option ro takes no value, but got '1'", complaint("ro", Optional.of("1")));
        assertEquals("transport=wire is unknown; choose one of [auto, device, uring]",
                complaint("transport", Optional.of("wire")));
        assertTrue(complaint("fsname", Optional.of("a,allow_other")).startsWith("fsname=a,allow_other"));
    }
}
