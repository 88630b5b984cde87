package org.apiaryfs.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the name service of this host calls users and groups, as getent(1) tells. Stateless; waits for the answer. */
public final class AccountNames {
    private static final int NAME = 0;
    private static final int ID = 2;

    private AccountNames() {}

    /** Names of some users or groups; who has none here is missing. */
    public static Map<Integer, String> of(Quotas.Kind kind, Collection<Integer> ids) {
        Map<Integer, String> names = new HashMap<>();
        if (!ids.isEmpty()) { // else all were meant
            for (String line : lines(kind == Quotas.Kind.USER ? "passwd" : "group", ids.stream().map(Integer::toUnsignedString).toList())) {
                String[] fields = line.split(":", -1);
                if (fields.length > ID && fields[ID].matches("\\d{1,10}")) {
                    names.putIfAbsent((int) Long.parseLong(fields[ID]), fields[NAME]);
                }
            }
        }
        return names;
    }

    /** Lines in the form of passwd(5) or group(5); none if nobody knows. */
    private static List<String> lines(String database, List<String> keys) {
        try {
            ProcessBuilder getent = new ProcessBuilder("getent", database);
            getent.command().addAll(keys);
            Process process = getent.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
