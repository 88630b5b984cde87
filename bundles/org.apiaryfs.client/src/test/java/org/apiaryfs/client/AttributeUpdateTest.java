package org.apiaryfs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.apiaryfs.protocol.meta.SetAttr;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;
import org.junit.jupiter.api.Test;

class AttributeUpdateTest {
    private static final StatData BEFORE = new StatData(0, 0100644, 0, 10, 20, 30, 40, 0, 1, 0, 0, 0);

    @Test
    void aRequestHasBothTimesOrNone() {
        SetAttr modified = AttributeUpdate.NONE.withTimes(OptionalLong.of(5), OptionalLong.empty()).withBothTimes(BEFORE).request(EntryInfo.root(1));
        assertTrue(modified.sets(SetAttr.MTIME) && modified.sets(SetAttr.ATIME));
        assertEquals(5, modified.mtime());
        assertEquals(20, modified.atime());
        SetAttr accessed = AttributeUpdate.NONE.withTimes(OptionalLong.empty(), OptionalLong.of(6)).withBothTimes(BEFORE).request(EntryInfo.root(1));
        assertTrue(accessed.sets(SetAttr.MTIME) && accessed.sets(SetAttr.ATIME));
        assertEquals(30, accessed.mtime());
        assertEquals(6, accessed.atime());
        SetAttr mode = AttributeUpdate.NONE.withMode(0100600).withBothTimes(BEFORE).request(EntryInfo.root(1));
        assertFalse(mode.sets(SetAttr.MTIME) || mode.sets(SetAttr.ATIME));
    }
}
