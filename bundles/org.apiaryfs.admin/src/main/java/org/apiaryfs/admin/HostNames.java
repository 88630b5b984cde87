package org.apiaryfs.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of a host's users or groups, as they were when this was made. Thread-safe; making one, and {@link #parse}, wait for the host's name service. */
public final class HostNames {
    /** Below are accounts of the system itself. */
    private static final int FIRST_USER = 100;
    private static final int SHELL = 6;

    private final Quotas.Kind kind;
    private final Accounts accounts;
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, String> shells = new HashMap<>();

    /** Who has an account. */
    @FunctionalInterface
    public interface Accounts {
        /**
         * Lines in the form of passwd(5) or group(5).
         *
         * @param database passwd or group
         * @param names only these; none = all
         */
        List<String> lines(String database, List<String> names);
    }

    /** Of this host. */
    public HostNames(Quotas.Kind kind) {
        this(kind, HostNames::ofNameService);
    }

    public HostNames(Quotas.Kind kind, Accounts accounts) {
        this.kind = kind;
        this.accounts = accounts;
        for (String[] fields : ask(List.of())) {
            int id = Integer.parseUnsignedInt(fields[2]);
            names.putIfAbsent(id, fields[0]);
            shells.putIfAbsent(id, fields.length > SHELL ? fields[SHELL] : "");
        }
    }

    /**
     * All that this host knows.
     *
     * @param system whether also accounts with low numbers, or that nobody can log in to
     */
    public List<Integer> accounts(boolean system) {
        return names.keySet().stream().filter(id -> system || Integer.compareUnsigned(id, FIRST_USER) >= 0
                && !shells.get(id).endsWith("/nologin") && !shells.get(id).endsWith("/false")).sorted(Integer::compareUnsigned).toList();
    }

    private static String database(Quotas.Kind kind) {
        return kind == Quotas.Kind.USER ? "passwd" : "group";
    }

    /** Entries of the database, or those of some names; none if nobody knows. */
    private List<String[]> ask(List<String> which) {
        return entries(accounts.lines(database(kind), which));
    }

    private static List<String[]> entries(List<String> lines) {
        return lines.stream().map(l -> l.split(":", -1))
                .filter(f -> f.length > 2 && f[2].matches("\\d{1,10}") && Long.parseLong(f[2]) <= 0xffff_ffffL).toList();
    }

    /** Names of some users or groups; who has none here is missing. Waits for the host's name service, which need not know of others. */
    public static Map<Integer, String> of(Quotas.Kind kind, Collection<Integer> ids) {
        Map<Integer, String> names = new HashMap<>();
        if (!ids.isEmpty()) { // else all were meant
            entries(ofNameService(database(kind), ids.stream().map(Integer::toUnsignedString).toList())).forEach(f -> names.putIfAbsent(Integer.parseUnsignedInt(f[2]), f[0]));
        }
        return names;
    }

    /** What this host's name service (getent(1)) says. */
    public static List<String> ofNameService(String database, List<String> names) {
        try {
            ProcessBuilder getent = new ProcessBuilder("getent", database);
            getent.command().addAll(names);
            Process process = getent.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The name, or the number of who has none here. */
    public String of(int id) {
        return names.getOrDefault(id, Integer.toUnsignedString(id));
    }

    /**
     * An ID that was written as a number or a name.
     *
     * @throws IllegalArgumentException with a sentence if it is neither
     */
    public int parse(String word) {
        if (word.matches("\\d+")) {
            try {
                return Integer.parseUnsignedInt(word);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(Texts.of(kind == Quotas.Kind.USER ? "account_userId" : "account_groupId", word), e);
            }
        }
        return ask(List.of(word)).stream().findFirst().map(f -> Integer.parseUnsignedInt(f[2]))
                .orElseThrow(() -> new IllegalArgumentException(Texts.of(kind == Quotas.Kind.USER ? "account_noUser" : "account_noGroup", word)));
    }
}
