package org.apiaryfs.transport;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.protocol.model.NicAddress;

/**
 * A list of IPv4 networks, from connNetFilterFile or connTcpOnlyFilterFile (spec framing §12). Immutable.
 */
public final class NetFilter {
    /** Contains every address: an absent connNetFilterFile. */
    public static final NetFilter ALL = new NetFilter(List.of(new Net(0, 0)));
    /** Contains no address: an absent connTcpOnlyFilterFile. */
    public static final NetFilter NONE = new NetFilter(List.of());

    private static final int LOOPBACK = 0x7F00_0001;

    private final List<Net> nets;

    private NetFilter(List<Net> nets) {
        this.nets = nets;
    }

    private record Net(int address, int mask) {}

    /**
     * Parses lines {@code a.b.c.d/length}; blank lines and {@code #} comments are skipped.
     *
     * @param source names the file in errors
     * @throws IllegalArgumentException naming source and line of what is no network
     */
    public static NetFilter parse(String source, List<String> lines) {
        List<Net> nets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                nets.add(net(text, source + ", line " + (i + 1)));
            }
        }
        return new NetFilter(List.copyOf(nets));
    }

    private static Net net(String text, String where) {
        int slash = text.indexOf('/');
        try {
            int bits = Integer.parseInt(text.substring(slash + 1));
            if (slash > 0 && bits >= 0 && bits <= 32) {
                int mask = bits == 0 ? 0 : -1 << (32 - bits);
                return new Net(ip(text.substring(0, slash)) & mask, mask);
            }
        } catch (NumberFormatException e) {
            // falls through to the one message that says what is expected
        }
        throw new IllegalArgumentException(where + ": \"" + text + "\" is no network; write it like 10.1.0.0/16");
    }

    private static int ip(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new NumberFormatException("not four numbers: " + text);
        }
        int ip = 0;
        for (String part : parts) {
            int octet = Integer.parseInt(part);
            if (octet < 0 || octet > 255) {
                throw new NumberFormatException("octet out of range: " + text);
            }
            ip = ip << 8 | octet;
        }
        return ip;
    }

    /** True if it lists no network at all. */
    public boolean isEmpty() {
        return nets.isEmpty();
    }

    /** True if a listed network holds the address. */
    public boolean contains(int ip) {
        for (Net net : nets) {
            if ((ip & net.mask) == net.address) {
                return true;
            }
        }
        return false;
    }

    /** As a filter of destinations: contained, or 127.0.0.1, which is always allowed. */
    public boolean allows(NicAddress nic) {
        return nic.ip() == LOOPBACK || contains(nic.ip());
    }

    @Override
    public String toString() {
        return "NetFilter" + nets;
    }
}
