package org.apiaryfs.daemons.output;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes data with stable keys, which {@link Json} and {@link Csv} show in the order in which they are given. Stateless. */
public final class Fields {
    private Fields() {}

    /** @param namesAndValues a name, its value, the next name … */
    public static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
