package org.apiaryfs.admin;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;

/**
 * A server or a client of a cluster. Immutable.
 *
 * @param type META, STORAGE, CLIENT or MGMT
 * @param id numeric ID, unique within its type, 0 to 2^32 − 1
 * @param alias string ID, for people
 * @param interfaces in its order of preference
 * @param tcpPort 0 for clients
 * @param udpPort datagram port
 */
public record ClusterNode(NodeType type, long id, String alias, List<Interface> interfaces, int tcpPort, int udpPort) {
    private static final Pattern NUMBERS = Pattern.compile("^[0-9A-Fa-f]+-[0-9A-Fa-f]+-(?=.)");

    public ClusterNode {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * A network interface of a node. Immutable.
     *
     * @param name such as eth0
     * @param address its IPv4 address
     * @param kind "TCP", "RDMA" or "SDP"
     */
    public record Interface(String name, InetAddress address, String kind) {
        static Interface of(NicAddress nic) {
            String kind = switch (nic.type()) {
                case NicAddress.RDMA -> "RDMA";
                case NicAddress.SDP -> "SDP";
                default -> "TCP";
            };
            return new Interface(DisplayText.of(nic.name()), nic.address(), kind);
        }
    }

    /** Of a client its host, for its alias begins with numbers that tell nobody anything; else the alias. */
    public String shortName() {
        return type == NodeType.CLIENT ? NUMBERS.matcher(alias).replaceFirst("") : alias;
    }

    static ClusterNode of(NodeInfo node) {
        return new ClusterNode(node.type(), Integer.toUnsignedLong(node.id()), DisplayText.of(node.alias()),
                node.nics().stream().map(Interface::of).toList(), node.tcpPort(), node.udpPort());
    }
}
