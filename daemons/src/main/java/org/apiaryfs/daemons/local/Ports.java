package org.apiaryfs.daemons.local;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Chooses ports for the daemons of a plan. Immutable; the look at the machine is handed in. */
final class Ports {
    private static final int STATUS_OFFSET = 10_000;
    private static final int FURTHER = 8010; // BeeGFS's own defaults end at 8008
    private static final int LAST = 65_535;

    private final IntPredicate free;

    /** @param free whether nobody listens on a port, neither by TCP nor by UDP */
    Ports(IntPredicate free) {
        this.free = free;
    }

    static Ports ofThisMachine() {
        return new Ports(port -> {
            try (ServerSocket stream = new ServerSocket(port); DatagramSocket datagrams = new DatagramSocket(port)) {
                return stream.isBound() && datagrams.isBound();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /**
     * Gives every daemon its ports: what it had if it runs or they are free, else the default or the
     * next free ones.
     *
     * @param base first port of a row to be used instead of the defaults; forgets remembered ports
     * @param runs whether a daemon runs, so that its ports are taken by itself
     * @throws LocalException if there aren't enough free ports
     */
    Plan choose(Plan plan, Optional<Integer> base, Predicate<String> runs) throws LocalException {
        Set<Integer> taken = new HashSet<>();
        Map<String, Integer> ports = new LinkedHashMap<>();
        Map<String, Integer> status = new LinkedHashMap<>();
        for (Plan.Member member : plan.members()) {
            String name = member.name();
            if (runs.test(name)) {
                ports.put(name, plan.ports().get(name));
                status.put(name, plan.statusPorts().get(name));
                taken.add(ports.get(name));
                taken.add(status.get(name));
            }
        }
        int row = 0;
        for (Plan.Member member : plan.members()) {
            String name = member.name();
            int preferred = base.isPresent() ? base.get() + row : Optional.ofNullable(plan.ports().get(name)).orElse(standard(name));
            row++;
            if (!ports.containsKey(name)) {
                ports.put(name, next(preferred, preferred == standard(name) ? FURTHER : preferred, taken));
                Integer remembered = base.isPresent() ? null : plan.statusPorts().get(name);
                int wanted = remembered != null ? remembered : ports.get(name) + STATUS_OFFSET;
                status.put(name, next(wanted > LAST ? ports.get(name) : wanted, Math.min(wanted, LAST), taken));
            }
        }
        return plan.withPorts(ports, status);
    }

    private static int standard(String name) {
        return switch (name) {
            case Plan.MGMTD -> 8008;
            case "meta1" -> 8005;
            case "storage1" -> 8003;
            default -> FURTHER;
        };
    }

    /** The preferred port, or the first free one from another on. */
    private int next(int preferred, int otherwiseFrom, Set<Integer> taken) throws LocalException {
        if (!taken.contains(preferred) && free.test(preferred)) {
            taken.add(preferred);
            return preferred;
        }
        for (int port = otherwiseFrom; port <= LAST; port++) {
            if (!taken.contains(port) && free.test(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new LocalException("no free port from " + otherwiseFrom + " on; choose others with --base-port");
    }
}
