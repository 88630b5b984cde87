package org.apiaryfs.node;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apiaryfs.protocol.monitor.GetClientStats;
import org.apiaryfs.protocol.monitor.GetClientStatsResp;

/**
 * Operations per client address and per user since the start (spec storage §9.2, meta §13.1). Thread-safe.
 *
 * @param <O> what is counted, in the order in which it is told; the first one is the sum of all
 */
public final class OpCounters<O extends Enum<O>> {
    private static final int SUM = 0;
    private static final int HEADER = 8;
    private static final int VERSION = 1;
    /** Most words of an answer: 56 KiB, less what frames them. */
    private static final int MAX_WORDS = (56 << 10) / 8 - 2;
    /** Users and addresses come from the network; so many different ones are counted, the rest isn't. */
    private static final int MAX_IDS = 1 << 16;

    private final int operations;
    private final Map<Integer, LongAdder[]> byAddress = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder[]> byUser = new ConcurrentHashMap<>();

    public OpCounters(Class<O> operations) {
        this.operations = operations.getEnumConstants().length;
    }

    /** Counts one operation. */
    public void count(InetAddress client, int user, O operation) {
        count(client, user, operation, operation, 0);
    }

    /** Counts one operation, and an amount that is told for itself and isn't in the sum. */
    public void count(InetAddress client, int user, O operation, O amountOf, long amount) {
        add(byAddress, address(client), operation, amountOf, amount);
        add(byUser, user, operation, amountOf, amount);
    }

    /** The four bytes of an IPv4 address, the first one lowest; the last four of any other. */
    private static int address(InetAddress address) {
        byte[] bytes = address.getAddress();
        int id = 0;
        for (int i = 0; i < 4; i++) {
            id |= (bytes[bytes.length - 4 + i] & 0xff) << 8 * i;
        }
        return id;
    }

    private void add(Map<Integer, LongAdder[]> table, int id, O operation, O amountOf, long amount) {
        LongAdder[] counters = table.get(id);
        if (counters == null) {
            if (table.size() >= MAX_IDS) {
                return;
            }
            counters = table.computeIfAbsent(id, i -> Stream.generate(LongAdder::new).limit(operations).toArray(LongAdder[]::new));
        }
        counters[SUM].increment();
        counters[operation.ordinal()].increment();
        if (amount > 0) {
            counters[amountOf.ordinal()].add(amount);
        }
    }

    /** One page of the counters. When nothing is left it has the header words alone, which all readers accept. */
    public GetClientStatsResp page(GetClientStats request) {
        Map<Integer, LongAdder[]> table = request.perUser() ? byUser : byAddress;
        List<Integer> ids = table.keySet().stream()
                .filter(id -> request.cookie() == GetClientStats.FIRST_PAGE || Integer.toUnsignedLong(id) > request.cookie())
                .sorted(Integer::compareUnsigned).toList();
        int fit = Math.min(ids.size(), (MAX_WORDS - HEADER) / (1 + operations));
        List<Long> words = new ArrayList<>(List.of((long) operations, fit < ids.size() ? 1L : 0L, (long) VERSION, 0L, 0L, 0L, 0L, 0L));
        for (int id : ids.subList(0, fit)) {
            words.add(Integer.toUnsignedLong(id));
            for (LongAdder counter : table.get(id)) {
                words.add(counter.sum());
            }
        }
        return new GetClientStatsResp(words);
    }
}
