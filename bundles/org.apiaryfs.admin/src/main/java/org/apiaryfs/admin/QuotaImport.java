package org.apiaryfs.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Limits that were read from a table: one as {@link QuotaSheet} writes it, with any of its columns that say who and how much, or
 * one without names of columns whose lines are {@code ID or name,size,inodes}. Immutable.
 *
 * @param lines what is wanted, in the order of the table
 * @param faults what can't be read; nothing of a table with faults should be applied
 */
public record QuotaImport(List<Line> lines, List<Fault> faults) {
    private static final List<String> PLAIN = List.of(QuotaSheet.ID, QuotaSheet.SIZE_LIMIT, QuotaSheet.INODE_LIMIT);

    public QuotaImport {
        lines = List.copyOf(lines);
        faults = List.copyOf(faults);
    }

    /**
     * A line of the table. Immutable.
     *
     * @param number from 1
     * @param id user or group, unsigned
     * @param size limit in bytes; empty stays as it is
     * @param inodes limit in chunk files; empty likewise
     */
    public record Line(int number, int id, Optional<Long> size, Optional<Long> inodes) {
        /** What becomes of someone's limits. */
        public QuotaLimits applyTo(QuotaLimits now) {
            return new QuotaLimits(size.orElse(now.size()), inodes.orElse(now.inodes()));
        }
    }

    /** What is wrong with a line. Immutable. @param number from 1, @param sentence for people */
    public record Fault(int number, String sentence) {}

    /**
     * Reads a table. Waits for the host's name service where somebody is named.
     *
     * @param pool whose limits are to be set; a line about another one is a fault
     * @param kind likewise
     */
    public static QuotaImport read(String text, int pool, Quotas.Kind kind, HostNames names) {
        var reading = new Reading(pool, kind, names);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                reading.take(i + 1, i == 0 ? line.replace("\ufeff", "") : line); // spreadsheets mark UTF-8 so
            }
        }
        return new QuotaImport(reading.lines, reading.faults);
    }

    /** The limits that are wanted, by user or group. @param now those that they have */
    public Map<Integer, QuotaLimits> limits(Map<Integer, QuotaLimits> now) {
        Map<Integer, QuotaLimits> wanted = new TreeMap<>(Integer::compareUnsigned);
        lines.forEach(line -> wanted.put(line.id, line.applyTo(now.getOrDefault(line.id, QuotaLimits.NONE))));
        return wanted;
    }

    /** What was read so far. Used by one thread. */
    private static final class Reading {
        private final int pool;
        private final Quotas.Kind kind;
        private final HostNames names;
        private final List<Line> lines = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final Map<Integer, Integer> lineOf = new HashMap<>();
        private Optional<Columns> columns = Optional.empty();

        Reading(int pool, Quotas.Kind kind, HostNames names) {
            this.pool = pool;
            this.kind = kind;
            this.names = names;
        }

        void take(int number, String text) {
            try {
                if (columns.isEmpty()) {
                    columns = Optional.of(Columns.of(text));
                    if (columns.get().named) {
                        return;
                    }
                }
                Line line = line(number, columns.get().values(text));
                Integer before = lineOf.putIfAbsent(line.id, number);
                if (before != null) {
                    throw new IllegalArgumentException(Texts.of(kind == Quotas.Kind.USER ? "quota_sameUser" : "quota_sameGroup", before));
                }
                lines.add(line);
            } catch (IllegalArgumentException e) {
                faults.add(new Fault(number, Sentences.whole(e.getMessage())));
            }
        }

        private Line line(int number, Map<String, String> values) {
            same(QuotaSheet.KIND, values, QuotaSheet.kind(kind));
            same(QuotaSheet.POOL, values, Integer.toString(pool));
            String who = Optional.ofNullable(values.get(QuotaSheet.ID)).or(() -> Optional.ofNullable(values.get(QuotaSheet.NAME)))
                    .orElseThrow(() -> new IllegalArgumentException(Texts.of("quota_nobody")));
            return new Line(number, names.parse(who), limit(values, QuotaSheet.SIZE_LIMIT), limit(values, QuotaSheet.INODE_LIMIT));
        }

        private static Optional<Long> limit(Map<String, String> values, String column) {
            return Optional.ofNullable(values.get(column)).map(LimitText::parse);
        }

        private static void same(String column, Map<String, String> values, String expected) {
            String value = values.getOrDefault(column, expected);
            if (!value.equalsIgnoreCase(expected)) {
                throw new IllegalArgumentException(Texts.of("quota_other", column, value, expected));
            }
        }
    }

    /** What stands where in a line. Immutable. */
    private record Columns(List<String> names, char separator, boolean named) {
        static Columns of(String first) {
            char separator = first.indexOf('\t') >= 0 ? '\t' : first.indexOf(';') >= 0 ? ';' : ',';
            List<String> cells = cells(first, separator);
            boolean named = cells.contains(QuotaSheet.ID) || cells.contains(QuotaSheet.NAME);
            if (named && !cells.contains(QuotaSheet.SIZE_LIMIT) && !cells.contains(QuotaSheet.INODE_LIMIT)) {
                throw new IllegalArgumentException(Texts.of("quota_noColumns", QuotaSheet.SIZE_LIMIT, QuotaSheet.INODE_LIMIT));
            }
            return new Columns(named ? cells : PLAIN, separator, named);
        }

        /** Without those that are empty. */
        Map<String, String> values(String line) {
            List<String> cells = cells(line, separator);
            if (cells.size() != names.size()) {
                throw new IllegalArgumentException(Texts.of("quota_values", names.size(), String.join(", ", names), cells.size()));
            }
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                if (!cells.get(i).isEmpty()) {
                    values.put(names.get(i), cells.get(i));
                }
            }
            return values;
        }

        private static List<String> cells(String line, char separator) {
            List<String> cells = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == separator && !quoted) {
                    cells.add(cell.toString().strip());
                    cell.setLength(0);
                } else {
                    cell.append(c);
                }
            }
            if (quoted) {
                throw new IllegalArgumentException(Texts.of("quota_quotation"));
            }
            cells.add(cell.toString().strip());
            return cells;
        }
    }
}
