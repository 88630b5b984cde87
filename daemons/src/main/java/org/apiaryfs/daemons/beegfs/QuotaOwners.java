package org.apiaryfs.daemons.beegfs;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.QuotaSelection;
import org.apiaryfs.admin.Quotas;

/**
 * Whose quotas a command line means. Immutable.
 *
 * @param kind users or groups
 * @param form how they are named
 * @param words names and numbers
 * @param system with ALL: also system accounts
 */
record QuotaOwners(Quotas.Kind kind, Form form, List<String> words, boolean system) {
    /** How they are named. */
    enum Form { ONE, LIST, RANGE, ALL }

    private static final long MAX_ID = 0xffff_ffffL;

    /** Takes {@code --uid} or {@code --gid} and what says which of them. */
    static QuotaOwners take(ModeArguments a) throws ModeException {
        boolean users = a.flag("uid");
        boolean groups = a.flag("gid");
        if (users == groups) {
            throw ModeException.badArguments("Invalid configuration. One of --uid or --gid is required.");
        }
        Quotas.Kind kind = users ? Quotas.Kind.USER : Quotas.Kind.GROUP;
        boolean system = a.flag("withsystem");
        if (a.flag("all")) {
            return new QuotaOwners(kind, Form.ALL, List.of(), system);
        }
        if (a.has("list")) {
            String list = a.value("list").orElse("");
            a.flag("list");
            return new QuotaOwners(kind, Form.LIST, List.of((list.isEmpty() ? a.word("list of IDs") : list).split(",")), system);
        }
        if (a.flag("range")) {
            return new QuotaOwners(kind, Form.RANGE, List.of(a.word("first ID of the range"), a.word("last ID of the range")), system);
        }
        return new QuotaOwners(kind, Form.ONE, List.of(a.word("ID, name, --all, --list or --range")), system);
    }

    /** Whom this means on this host. */
    QuotaSelection selection(HostNames names) throws ModeException {
        try {
            return switch (form) {
                case ALL -> new QuotaSelection.Ids(names.accounts(system));
                case RANGE -> new QuotaSelection.Range(ModeArguments.number("the range", words.get(0), 0, MAX_ID),
                        ModeArguments.number("the range", words.get(1), 0, MAX_ID));
                case ONE, LIST -> {
                    List<Integer> ids = new ArrayList<>();
                    for (String word : words) {
                        ids.add(names.parse(word.trim()));
                    }
                    yield new QuotaSelection.Ids(ids);
                }
            };
        } catch (IllegalArgumentException e) {
            throw ModeException.badArguments(e.getMessage());
        }
    }
}
