package org.apiaryfs.monitor;

import java.util.List;
import org.apiaryfs.protocol.model.NodeType;

/**
 * The kinds of round-robin files: which measures they hold, how often those come, and how long which resolution is kept. A
 * view of an hour, a day, a week or a year has 365 to 730 cells.
 */
enum FileKind {
    META_LOAD("load", 1, List.of(Measure.REQUESTS, Measure.QUEUED, Measure.BUSY, Measure.SENT, Measure.RECEIVED)),
    STORAGE_LOAD("load", 1, List.of(Measure.REQUESTS, Measure.QUEUED, Measure.BUSY, Measure.SENT, Measure.RECEIVED, Measure.READ, Measure.WRITTEN)),
    /** Of a target, or of all of a kind. */
    SPACE("space", 60, List.of(Measure.SPACE_USED, Measure.SPACE_TOTAL, Measure.INODES_USED, Measure.INODES_TOTAL));

    private static final int DAY = 86_400;
    private static final List<Resolution> LOAD_RESOLUTIONS = List.of(new Resolution(10, 400), new Resolution(150, 600), new Resolution(900, 700),
            new Resolution(DAY / 2, 740));
    private static final List<Resolution> SPACE_RESOLUTIONS = List.of(new Resolution(60, 120), new Resolution(180, 500), new Resolution(900, 700),
            new Resolution(DAY / 2, 740));

    private final String suffix;
    private final int step;
    private final List<Measure> measures;

    FileKind(String suffix, int step, List<Measure> measures) {
        this.suffix = suffix;
        this.step = step;
        this.measures = measures;
    }

    /** The kind of file that a load of servers of a type goes to. */
    static FileKind load(NodeType type) {
        return type == NodeType.META ? META_LOAD : STORAGE_LOAD;
    }

    static FileKind of(SeriesKey key) {
        return SPACE.measures.contains(key.measure()) ? SPACE : load(key.owner().kind());
    }

    /** Part of the file's name. */
    String suffix() {
        return suffix;
    }

    /** Seconds between two samples. */
    int step() {
        return step;
    }

    /** Seconds that a sample stands for if the ones before are missing. */
    int heartbeat() {
        return 3 * step;
    }

    /** In the order of the columns. */
    List<Measure> measures() {
        return measures;
    }

    /** Finest first; each one's step is a multiple of the one before. */
    List<Resolution> resolutions() {
        return this == SPACE ? SPACE_RESOLUTIONS : LOAD_RESOLUTIONS;
    }

    /** Space rises and falls so slowly that its peaks are of no interest. */
    List<Consolidation> consolidations() {
        return this == SPACE ? List.of(Consolidation.MEAN) : List.of(Consolidation.MEAN, Consolidation.MAX);
    }
}
