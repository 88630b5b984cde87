package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.monitor.Activity;
import org.apiaryfs.monitor.ActivityQuery;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.CsvFile;
import org.apiaryfs.ui.monitoring.statistics.OperationColumn;
import org.apiaryfs.ui.monitoring.statistics.ShownColumns;
import org.apiaryfs.ui.monitoring.statistics.StatisticsLine;
import org.apiaryfs.ui.monitoring.statistics.StatisticsLines;
import org.junit.jupiter.api.Test;

/** The lines and columns of the statistics; nothing is shown. */
class StatisticsModelTest {
    private static final List<String> NAMES = List.of("sum", "B-rd", "unlnk");
    private static final List<OperationColumn> OPERATIONS = List.of(new OperationColumn(0, "sum"), new OperationColumn(1, "B-rd"), new OperationColumn(2, "unlnk"));

    private static Activity activity(int second, Map<Integer, long[]> counted, Map<Integer, long[]> totals) {
        return new Activity(new ActivityQuery(NodeType.STORAGE, true), Instant.ofEpochSecond(1000 + second), Duration.ofSeconds(5),
                new OperationCounts(NAMES, counted), new OperationCounts(NAMES, totals), 1, 0);
    }

    @Test
    void aLineForEachAndOneForAll() {
        var lines = new StatisticsLines();
        lines.take(activity(0, Map.of(-1, new long[] {10, 0, 0}), Map.of(-1, new long[] {20, 0, 5}, 7, new long[] {4, 9, 0}, 8, new long[3])), id -> "u" + id);
        List<StatisticsLine> second = lines.take(activity(5, Map.of(-1, new long[] {30, 0, 0}), Map.of(-1, new long[] {50, 0, 5}, 7, new long[] {4, 9, 0})),
                id -> "u" + id);

        StatisticsLine sum = second.getFirst();
        assertTrue(sum.isSum());
        assertEquals(6, sum.value(0, false), "per second");
        assertEquals(54, sum.value(0, true));
        assertEquals(List.of("u7", "u-1"), second.stream().skip(1).map(StatisticsLine::name).toList(), "not who has never asked");
        StatisticsLine last = second.getLast();
        assertFalse(last.isSum());
        assertEquals(2, last.history().size());
        assertEquals(2, last.history().value(0));
        assertEquals(6, last.history().value(1));
    }

    @Test
    void columnsAreThoseWithValuesUnlessTheUserChooses() {
        var columns = new ShownColumns("");
        columns.see(OPERATIONS, new StatisticsLines().take(activity(0, Map.of(), Map.of(7, new long[] {4, 0, 1})), id -> "").getFirst());
        assertEquals(List.of(true, false, true), OPERATIONS.stream().map(columns::isShown).toList());
        assertEquals("", columns.toString());
        columns.toggle(OPERATIONS.get(2));
        assertEquals(List.of(true, false, false), OPERATIONS.stream().map(columns::isShown).toList());
        assertFalse(new ShownColumns(columns.toString()).automatic());
        columns.toggle(OPERATIONS.get(1));
        assertEquals(List.of(true, true, false), OPERATIONS.stream().map(new ShownColumns(columns.toString())::isShown).toList());
        columns.chooseAutomatically();
        assertEquals(List.of(true, false, true), OPERATIONS.stream().map(columns::isShown).toList());
    }

    @Test
    void sizesAndNumbersAreWrittenAsSuch() {
        assertEquals("1.50 KiB/s", OPERATIONS.get(1).text(1536, false));
        assertEquals("1.50 KiB", OPERATIONS.get(1).text(1536, true));
        assertEquals("1,234,567", OPERATIONS.get(2).text(1_234_567, true));
        assertEquals("Files removed", OPERATIONS.get(2).explanation());
    }

    @Test
    void valuesAreQuotedWhereNeeded() {
        assertEquals("a,\"b,c\",\"say \"\"hi\"\"\"\r\n1,,2\r\n", CsvFile.text(List.of(List.of("a", "b,c", "say \"hi\""), List.of("1", "", "2"))));
    }
}
