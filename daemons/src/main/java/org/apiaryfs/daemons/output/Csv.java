package org.apiaryfs.daemons.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Data as values separated by commas (RFC 4180, with LF). Stateless. */
public final class Csv {
    private static final String INNER = ".";
    private static final String LIST = ";";

    private Csv() {}

    /**
     * A line per record, below one with the names of their values; nothing if there are no records. A list of records is many; of a
     * record that holds such lists, be they empty, all records in these are meant; any other record is one. Values within values have
     * names with dots, lists have semicolons.
     *
     * @param value maps, lists, numbers, text, booleans, null
     */
    public static String text(Object value) {
        List<Map<String, String>> records = records(value).stream().map(Csv::flat).toList();
        Set<String> names = new LinkedHashSet<>();
        records.forEach(r -> names.addAll(r.keySet()));
        if (records.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(line(names.stream().map(Csv::quoted).toList()));
        records.forEach(r -> text.append(line(names.stream().map(n -> quoted(r.getOrDefault(n, ""))).toList())));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return String.join(",", cells) + "\n";
    }

    private static List<Map<?, ?>> records(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(v -> v instanceof Map<?, ?> map ? map : Map.of("value", v)).collect(Collectors.toList());
            case Map<?, ?> map -> {
                List<Map<?, ?>> inner = new ArrayList<>();
                map.values().stream().filter(Csv::isRecords).forEach(v -> inner.addAll(records(v)));
                yield inner.isEmpty() && map.values().stream().noneMatch(v -> v instanceof List<?> list && list.isEmpty()) ? List.of(map) : inner;
            }
            default -> List.of(Map.of("value", value));
        };
    }

    private static boolean isRecords(Object value) {
        return value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Map.class::isInstance);
    }

    private static Map<String, String> flat(Map<?, ?> record) {
        Map<String, String> flat = new LinkedHashMap<>();
        record.forEach((name, value) -> add(flat, name.toString(), value));
        return flat;
    }

    private static void add(Map<String, String> flat, String name, Object value) {
        switch (value) {
            case null -> flat.put(name, "");
            case Map<?, ?> map -> map.forEach((inner, v) -> add(flat, name + INNER + inner, v));
            case List<?> list -> flat.put(name, list.stream().map(v -> v instanceof Map<?, ?> map
                    ? flat(map).values().stream().collect(Collectors.joining(" ")) : String.valueOf(v)).collect(Collectors.joining(LIST)));
            default -> flat.put(name, value.toString());
        }
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
