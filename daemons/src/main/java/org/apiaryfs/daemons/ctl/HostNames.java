package org.apiaryfs.daemons.ctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apiaryfs.admin.Quotas;

/** Names of this host's users or groups, from its name service (getent(1)). Not thread-safe. */
final class HostNames {
    private final Quotas.Kind kind;
    private final Map<Integer, String> names = new HashMap<>();

    HostNames(Quotas.Kind kind) {
        this.kind = kind;
        ask().forEach(f -> names.putIfAbsent(Integer.parseUnsignedInt(f[2]), f[0]));
    }

    private String database() {
        return kind == Quotas.Kind.USER ? "passwd" : "group";
    }

    /** Entries of the database, or that of one name; none if nobody knows. */
    private List<String[]> ask(String... name) {
        try {
            ProcessBuilder getent = new ProcessBuilder("getent", database());
            getent.command().addAll(List.of(name));
            Process process = getent.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().map(l -> l.split(":", -1))
                    .filter(f -> f.length > 2 && f[2].matches("\\d{1,10}") && Long.parseLong(f[2]) <= 0xffff_ffffL).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The name, or the number of who has none here. */
    String of(int id) {
        return names.getOrDefault(id, Integer.toUnsignedString(id));
    }

    /** An ID that was written as a number or a name. */
    int parse(String word) throws CtlException {
        if (word.matches("\\d+")) {
            try {
                return Integer.parseUnsignedInt(word);
            } catch (NumberFormatException e) {
                throw new CtlException(word + " is no " + (kind == Quotas.Kind.USER ? "user" : "group") + " ID; the highest is 4294967295");
            }
        }
        return ask(word).stream().findFirst().map(f -> Integer.parseUnsignedInt(f[2]))
                .orElseThrow(() -> new CtlException("this host knows no " + (kind == Quotas.Kind.USER ? "user" : "group") + " '" + word + "'; give the number"));
    }
}
