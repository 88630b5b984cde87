package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MountsTest {
    @Test
    void mountPointsAreUnescaped() {
        assertEquals("/mnt/a b\\c", Mounts.unescape("/mnt/a\\040b\\134c"));
    }
}
