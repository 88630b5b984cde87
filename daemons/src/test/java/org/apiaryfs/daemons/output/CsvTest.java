package org.apiaryfs.daemons.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {
    private static Map<String, Object> record(Object... namesAndValues) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            record.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return record;
    }

    @Test
    void aLinePerRecordWithAllNames() {
        assertEquals("a,b,c\n1,x,\n2,,true\n", Csv.text(List.of(record("a", 1, "b", "x"), record("a", 2, "c", true))));
    }

    @Test
    void whatHoldsCommasQuotesOrBreaksIsQuoted() {
        assertEquals("a,b,c\n\"x,y\",\"say \"\"hi\"\"\",\"two\nlines\"\n", Csv.text(List.of(record("a", "x,y", "b", "say \"hi\"", "c", "two\nlines"))));
    }

    @Test
    void valuesWithinValuesHaveNamesWithDots() {
        assertEquals("a,p.size,p.targets,none\n1,512,3;4,\n",
                Csv.text(record("a", 1, "p", record("size", 512, "targets", List.of(3, 4)), "none", null)));
    }

    @Test
    void recordsWithinARecordAreTheLines() {
        assertEquals("kind,id\nmeta,1\nstorage,7\n", Csv.text(record("total", 5, "meta", List.of(record("kind", "meta", "id", 1)),
                "storage", List.of(record("kind", "storage", "id", 7)))));
    }

    @Test
    void noRecordsAreNoLines() {
        assertEquals("", Csv.text(List.of()));
        assertEquals("", Csv.text(record("whole", true, "quotas", List.of())));
        assertEquals("value\n3\n\n", Csv.text(Arrays.asList(3, "")));
    }
}
