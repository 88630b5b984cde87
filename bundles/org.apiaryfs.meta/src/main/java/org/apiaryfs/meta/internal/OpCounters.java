package org.apiaryfs.meta.internal;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apiaryfs.protocol.monitor.GetClientStats;
import org.apiaryfs.protocol.monitor.GetClientStatsResp;

/** Operations per client address and per user since the start (spec meta §13.1). Thread-safe. */
final class OpCounters {
    private static final int OPS = MetaOp.values().length;
    private static final int HEADER = 8;
    private static final int VERSION = 1;
    /** Most words of an answer: 56 KiB, less what frames them. */
    private static final int MAX_WORDS = (56 << 10) / 8 - 2;
    /** Users and addresses come from the network; so many different ones are counted, the rest isn't. */
    private static final int MAX_IDS = 1 << 16;

    private final Map<Integer, AtomicLongArray> byAddress = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicLongArray> byUser = new ConcurrentHashMap<>();

    void count(InetAddress client, int user, MetaOp op) {
        add(byAddress, address(client), op);
        add(byUser, user, op);
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

    private static void add(Map<Integer, AtomicLongArray> table, int id, MetaOp op) {
        AtomicLongArray counters = table.get(id);
        if (counters == null) {
            if (table.size() >= MAX_IDS) {
                return;
            }
            counters = table.computeIfAbsent(id, i -> new AtomicLongArray(OPS));
        }
        counters.getAndIncrement(MetaOp.SUM.ordinal());
        counters.getAndIncrement(op.ordinal());
    }

    /** One page of the counters; the header words alone when nothing is left. */
    GetClientStatsResp page(GetClientStats request) {
        Map<Integer, AtomicLongArray> table = request.perUser() ? byUser : byAddress;
        List<Integer> ids = table.keySet().stream()
                .filter(id -> request.cookie() == GetClientStats.FIRST_PAGE || Integer.toUnsignedLong(id) > request.cookie())
                .sorted(Integer::compareUnsigned).toList();
        int fit = Math.min(ids.size(), (MAX_WORDS - HEADER) / (1 + OPS));
        List<Long> words = new ArrayList<>(List.of((long) OPS, fit < ids.size() ? 1L : 0L, (long) VERSION, 0L, 0L, 0L, 0L, 0L));
        for (int id : ids.subList(0, fit)) {
            words.add(Integer.toUnsignedLong(id));
            AtomicLongArray counters = table.get(id);
            for (int op = 0; op < OPS; op++) {
                words.add(counters.get(op));
            }
        }
        return new GetClientStatsResp(words);
    }
}
