package org.apiaryfs.ui.monitoring.pages;

import org.apiaryfs.monitor.Measure;
import org.apiaryfs.ui.charts.ChartUnit;

/** What is measured, for people. Stateless. */
final class MeasureTexts {
    private MeasureTexts() { }

    static String of(Measure measure) {
        return switch (measure) {
            case READ -> Messages.read;
            case WRITTEN -> Messages.written;
            case REQUESTS -> Messages.requests;
            case QUEUED -> Messages.queued;
            case BUSY -> Messages.busy;
            case SENT -> Messages.sent;
            case RECEIVED -> Messages.received;
            case SPACE_USED, INODES_USED -> Messages.used;
            case SPACE_TOTAL, INODES_TOTAL -> Messages.total;
        };
    }

    static ChartUnit unit(Measure measure) {
        return switch (measure) {
            case READ, WRITTEN, SENT, RECEIVED -> ChartUnit.BYTES_PER_SECOND;
            case REQUESTS -> ChartUnit.OPERATIONS_PER_SECOND;
            case QUEUED, BUSY, INODES_USED, INODES_TOTAL -> ChartUnit.NUMBER;
            case SPACE_USED, SPACE_TOTAL -> ChartUnit.BYTES;
        };
    }
}
