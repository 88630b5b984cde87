package org.apiaryfs.storage.internal;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apiaryfs.protocol.monitor.GetClientStats;
import org.apiaryfs.protocol.monitor.GetClientStatsResp;
import org.apiaryfs.transport.Exchange;

/** Operations per client address and per user since the start (spec storage §9.2). Thread-safe. */
final class OpCounters {
    private static final int OPS = StorageOp.values().length;
    private static final int HEADER = 8;
    private static final int VERSION = 1;
    /** Most words of an answer: 56 KiB, less what frames them. */
    private static final int MAX_WORDS = (56 << 10) / 8 - 2;
    /** Users and addresses come from the network; so many different ones are counted, the rest isn't. */
    private static final int MAX_IDS = 1 << 16;

    private final Map<Integer, LongAdder[]> byAddress = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder[]> byUser = new ConcurrentHashMap<>();

    /** Counts one operation of the sender and the user of a request. */
    void count(Exchange exchange, StorageOp op) {
        count(exchange, op, op, 0);
    }

    void read(Exchange exchange, long bytes) {
        count(exchange, StorageOp.READ, StorageOp.READ_BYTES, bytes);
    }

    void written(Exchange exchange, long bytes) {
        count(exchange, StorageOp.WRITE, StorageOp.WRITE_BYTES, bytes);
    }

    private void count(Exchange exchange, StorageOp op, StorageOp bytesOp, long bytes) {
        add(byAddress, address(exchange.peer().address().getAddress()), op, bytesOp, bytes);
        add(byUser, exchange.request().userId(), op, bytesOp, bytes);
    }

    /** The four bytes of an IPv4 address, first one lowest; the last four of any other. */
    private static int address(InetAddress address) {
        byte[] bytes = address.getAddress();
        int id = 0;
        for (int i = 0; i < 4; i++) {
            id |= (bytes[bytes.length - 4 + i] & 0xff) << 8 * i;
        }
        return id;
    }

    private static void add(Map<Integer, LongAdder[]> table, int id, StorageOp op, StorageOp bytesOp, long bytes) {
        LongAdder[] counters = table.get(id);
        if (counters == null) {
            if (table.size() >= MAX_IDS) {
                return;
            }
            counters = table.computeIfAbsent(id, i -> fresh());
        }
        counters[StorageOp.SUM.ordinal()].increment();
        counters[op.ordinal()].increment();
        if (bytes > 0) {
            counters[bytesOp.ordinal()].add(bytes);
        }
    }

    private static LongAdder[] fresh() {
        LongAdder[] counters = new LongAdder[OPS];
        for (int i = 0; i < OPS; i++) {
            counters[i] = new LongAdder();
        }
        return counters;
    }

    /** One page of the counters. When nothing is left it has the header words alone, which all readers accept. */
    GetClientStatsResp page(GetClientStats request) {
        Map<Integer, LongAdder[]> table = request.perUser() ? byUser : byAddress;
        List<Integer> ids = table.keySet().stream()
                .filter(id -> request.cookie() == GetClientStats.FIRST_PAGE || Integer.toUnsignedLong(id) > request.cookie())
                .sorted(Integer::compareUnsigned).toList();
        int fit = Math.min(ids.size(), (MAX_WORDS - HEADER) / (1 + OPS));
        List<Long> words = new ArrayList<>(List.of((long) OPS, fit < ids.size() ? 1L : 0L, (long) VERSION, 0L, 0L, 0L, 0L, 0L));
        for (int id : ids.subList(0, fit)) {
            words.add(Integer.toUnsignedLong(id));
            for (LongAdder counter : table.get(id)) {
                words.add(counter.sum());
            }
        }
        return new GetClientStatsResp(words);
    }
}
