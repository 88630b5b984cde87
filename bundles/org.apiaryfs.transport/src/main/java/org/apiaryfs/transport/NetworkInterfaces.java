package org.apiaryfs.transport;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apiaryfs.protocol.model.NicAddress;

/**
 * Finds the interfaces that a node publishes, in the order in which peers shall try them (spec framing
 * §12). Immutable, thread-safe; each call of {@link #discover} looks anew, for interfaces come and go.
 */
public final class NetworkInterfaces {
    private final List<String> allowed;
    private final Predicate<Inet4Address> rdmaCapable;
    private final Source source;

    private NetworkInterfaces(List<String> allowed, Predicate<Inet4Address> rdmaCapable, Source source) {
        this.allowed = List.copyOf(allowed);
        this.rdmaCapable = rdmaCapable;
        this.source = source;
    }

    /**
     * An interface of this machine that is up.
     *
     * @param name such as eth0
     * @param loopback leads to this machine only
     * @param address first IPv4 address; empty if it has none
     */
    public record LocalInterface(String name, boolean loopback, Optional<Inet4Address> address) {}

    /** Lists the machine's interfaces that are up. */
    @FunctionalInterface
    public interface Source {
        List<LocalInterface> list();
    }

    /** All interfaces but loopback, TCP only. */
    public static NetworkInterfaces all() {
        return new NetworkInterfaces(List.of(), address -> false, NetworkInterfaces::ofThisMachine);
    }

    /**
     * Restricts and orders the interfaces.
     *
     * @param names in order of preference; empty means no restriction. A loopback interface takes part
     *     only if it is named here
     */
    public NetworkInterfaces only(List<String> names) {
        return new NetworkInterfaces(names, rdmaCapable, source);
    }

    /** Publishes those that can do RDMA a second time, before their plain entry. */
    public NetworkInterfaces withRdma(Predicate<Inet4Address> capable) {
        return new NetworkInterfaces(allowed, capable, source);
    }

    /** Takes the machine's interfaces from elsewhere. */
    public NetworkInterfaces from(Source other) {
        return new NetworkInterfaces(allowed, rdmaCapable, other);
    }

    /**
     * Names of the two configuration keys' values.
     *
     * @param file lines of connInterfacesFile: a name each, {@code #} comments; empty if not configured
     * @param list connInterfacesList: names between commas; blank if not configured
     * @throws IllegalArgumentException if both are given
     */
    public static List<String> names(List<String> file, String list) {
        List<String> fromFile = clean(file.stream().map(line -> line.replaceFirst("#.*", "")));
        List<String> fromList = clean(Stream.of(list.split(",")));
        if (!fromFile.isEmpty() && !fromList.isEmpty()) {
            throw new IllegalArgumentException("connInterfacesFile and connInterfacesList are both set; set one of them");
        }
        return fromFile.isEmpty() ? fromList : fromFile;
    }

    private static List<String> clean(Stream<String> names) {
        return names.map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
    }

    /** The list to publish; empty if no interface is usable, with which a node must not start. */
    public List<NicAddress> discover() {
        List<NicAddress> nics = new ArrayList<>();
        for (LocalInterface local : source.list()) {
            boolean wanted = allowed.isEmpty() ? !local.loopback() : allowed.contains(local.name());
            if (wanted && local.address().isPresent()) {
                Inet4Address address = local.address().get();
                NicAddress plain = NicAddress.standard(address, local.name());
                nics.add(plain);
                if (rdmaCapable.test(address)) {
                    nics.add(new NicAddress(plain.ip(), plain.name(), NicAddress.RDMA));
                }
            }
        }
        nics.sort(Comparator.<NicAddress>comparingInt(nic -> allowed.indexOf(nic.name()))
                .thenComparing(NicAddress::type, Comparator.reverseOrder())
                .thenComparing(nic -> Integer.toUnsignedLong(nic.ip()), Comparator.reverseOrder()));
        return List.copyOf(nics);
    }

    /** An interface that can't be asked is one that has just gone, so it is left out. */
    private static List<LocalInterface> ofThisMachine() {
        List<NetworkInterface> all;
        try {
            all = Collections.list(NetworkInterface.getNetworkInterfaces());
        } catch (SocketException e) {
            return List.of();
        }
        List<LocalInterface> up = new ArrayList<>();
        for (NetworkInterface local : all) {
            try {
                if (local.isUp()) {
                    Optional<Inet4Address> first = local.inetAddresses()
                            .filter(Inet4Address.class::isInstance).map(Inet4Address.class::cast).findFirst();
                    up.add(new LocalInterface(local.getName(), local.isLoopback(), first));
                }
            } catch (SocketException e) {
                continue;
            }
        }
        return up;
    }
}
