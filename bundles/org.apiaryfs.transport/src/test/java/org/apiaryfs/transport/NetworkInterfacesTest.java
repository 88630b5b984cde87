package org.apiaryfs.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.transport.NetworkInterfaces.LocalInterface;
import org.junit.jupiter.api.Test;

class NetworkInterfacesTest {
    private static final List<LocalInterface> MACHINE = List.of(
            local("lo", true, "127.0.0.1"),
            local("eth0", false, "10.0.0.5"),
            new LocalInterface("eth1", false, Optional.empty()),
            local("ib0", false, "192.168.1.5"),
            local("eth2", false, "10.0.0.77"));
    private static final NetworkInterfaces ALL = NetworkInterfaces.all().from(() -> MACHINE);

    private static LocalInterface local(String name, boolean loopback, String ip) {
        return new LocalInterface(name, loopback, Optional.of(address(ip)));
    }

    private static Inet4Address address(String ip) {
        return (Inet4Address) InetAddress.ofLiteral(ip);
    }

    private static List<String> text(List<NicAddress> nics) {
        return nics.stream().map(n -> n.name() + " " + n.address().getHostAddress() + " " + n.type()).toList();
    }

    @Test
    void higherAddressesComeFirstAndLoopbackIsLeftOut() {
        assertEquals(List.of("ib0 192.168.1.5 0", "eth2 10.0.0.77 0", "eth0 10.0.0.5 0"), text(ALL.discover()));
    }

    @Test
    void rdmaCapableInterfacesAreListedTwiceAndFirst() {
        assertEquals(List.of("eth2 10.0.0.77 2", "ib0 192.168.1.5 0", "eth2 10.0.0.77 0", "eth0 10.0.0.5 0"),
                text(ALL.withRdma(a -> a.equals(address("10.0.0.77"))).discover()));
    }

    @Test
    void aListRestrictsAndOrders() {
        assertEquals(List.of("eth0 10.0.0.5 0", "ib0 192.168.1.5 2", "ib0 192.168.1.5 0"),
                text(ALL.only(List.of("eth0", "eth1", "ib0", "eth9")).withRdma(a -> a.equals(address("192.168.1.5"))).discover()));
        assertEquals(List.of(), ALL.only(List.of("eth9")).discover());
    }

    @Test
    void loopbackTakesPartIfItIsNamed() {
        assertEquals(List.of("lo 127.0.0.1 0"), text(ALL.only(List.of("lo")).discover()));
        assertEquals(List.of("lo 127.0.0.1 0"), text(NetworkInterfaces.all().only(List.of("lo")).discover()));
    }

    @Test
    void namesComeFromEitherKeyButNotBoth() {
        assertEquals(List.of("ib0", "eth0"), NetworkInterfaces.names(List.of("# fast", "ib0", "", " eth0 # slow", "ib0"), ""));
        assertEquals(List.of("ib0", "eth0"), NetworkInterfaces.names(List.of(), "ib0, eth0,"));
        assertEquals(List.of(), NetworkInterfaces.names(List.of("#"), " "));
        assertThrows(IllegalArgumentException.class, () -> NetworkInterfaces.names(List.of("ib0"), "eth0"));
    }

    private static NicAddress nic(String ip) {
        return NicAddress.standard(address(ip), "x");
    }

    @Test
    void filtersMatchNetworks() {
        NetFilter filter = NetFilter.parse("file", List.of("# ours", "10.1.0.0/16", " 192.168.7.9/32 "));
        assertTrue(filter.allows(nic("10.1.255.255")));
        assertFalse(filter.allows(nic("10.2.0.0")));
        assertTrue(filter.allows(nic("192.168.7.9")));
        assertFalse(filter.allows(nic("192.168.7.8")));
        assertTrue(filter.allows(nic("127.0.0.1")), "always");
        assertFalse(filter.contains(nic("127.0.0.1").ip()));
        assertTrue(NetFilter.parse("file", List.of("1.2.3.4/0")).allows(nic("200.1.1.1")));
        assertTrue(NetFilter.ALL.allows(nic("200.1.1.1")));
        assertFalse(NetFilter.NONE.contains(nic("200.1.1.1").ip()));
        assertTrue(NetFilter.parse("file", List.of("10.9.9.9/8")).allows(nic("10.0.0.1")), "host bits don't count");
    }

    @Test
    void badFilterLinesNameTheirPlace() {
        for (String bad : List.of("10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.256/8", "/8", "a/b", "10.0.0.0/", "10.0.0.0/-1")) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                    () -> NetFilter.parse("/etc/filter", List.of("", bad)), bad);
            assertTrue(e.getMessage().contains("/etc/filter, line 2"), e.getMessage());
        }
    }
}
