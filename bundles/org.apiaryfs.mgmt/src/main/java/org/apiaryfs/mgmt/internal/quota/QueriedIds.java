package org.apiaryfs.mgmt.internal.quota;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apiaryfs.mgmt.QuotaSettings;
import org.apiaryfs.protocol.node.GetQuotaInfo;

/** Turns the configuration into questions about usage that fit into messages. Stateless; reads files and runs programs. */
final class QueriedIds {
    /** Most IDs of a question: the answer has to fit into its reader's buffer (spec mgmtd §8). */
    static final int MAX_IDS = 2014;

    private QueriedIds() {}

    /**
     * @param groups of groups, not of users
     * @param limited who has limits of his own and is asked for in any case
     * @throws IOException if the source can't be read
     */
    static List<GetQuotaInfo.Query> of(QuotaSettings.Source source, boolean groups, Collection<Integer> limited) throws IOException {
        TreeSet<Integer> ids = new TreeSet<>(Integer::compareUnsigned);
        ids.addAll(limited);
        return switch (source) {
            case QuotaSettings.HostAccounts(boolean systemAccounts) -> {
                ids.addAll(groups ? HostAccounts.groups(systemAccounts) : HostAccounts.users(systemAccounts));
                yield lists(ids);
            }
            case QuotaSettings.IdFile(var file) -> {
                for (String word : Files.readString(file, StandardCharsets.ISO_8859_1).trim().split("\\s+")) {
                    if (!word.isEmpty()) {
                        ids.add(id(word, file.toString()));
                    }
                }
                yield lists(ids);
            }
            case QuotaSettings.IdRange(int first, int last) -> {
                List<GetQuotaInfo.Query> queries = new ArrayList<>(ranges(Integer.toUnsignedLong(first), Integer.toUnsignedLong(last)));
                ids.removeIf(id -> Integer.compareUnsigned(id, first) >= 0 && Integer.compareUnsigned(id, last) <= 0);
                queries.addAll(lists(ids));
                yield queries;
            }
        };
    }

    private static int id(String word, String where) throws IOException {
        try {
            return Integer.parseUnsignedInt(word);
        } catch (NumberFormatException e) {
            throw new IOException("'" + word + "' in " + where + " is no ID; write numbers, separated by blanks or line breaks");
        }
    }

    private static List<GetQuotaInfo.Query> ranges(long first, long last) {
        List<GetQuotaInfo.Query> ranges = new ArrayList<>();
        for (long from = first; from <= last; from += MAX_IDS) {
            ranges.add(new GetQuotaInfo.Range((int) from, (int) Math.min(last, from + MAX_IDS - 1)));
        }
        return ranges;
    }

    private static List<GetQuotaInfo.Query> lists(Collection<Integer> ids) {
        List<Integer> all = List.copyOf(ids);
        List<GetQuotaInfo.Query> lists = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MAX_IDS) {
            lists.add(new GetQuotaInfo.Ids(all.subList(from, Math.min(all.size(), from + MAX_IDS))));
        }
        return lists;
    }
}
