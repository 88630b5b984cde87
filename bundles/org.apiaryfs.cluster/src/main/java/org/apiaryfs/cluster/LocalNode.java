package org.apiaryfs.cluster;

import java.util.List;
import java.util.function.Supplier;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.RegisterNode;

/**
 * This node as it presents itself to others. Thread-safe; only the numeric ID changes, once, when
 * mgmtd has given it.
 */
public final class LocalNode {
    private final NodeType type;
    private final String alias;
    private final int udpPort;
    private final int tcpPort;
    private final Supplier<List<NicAddress>> nics;
    private volatile int id;

    /**
     * @param id 0 = not registered yet
     * @param udpPort port that the node's datagram socket is bound to
     * @param tcpPort 0 for clients
     * @param nics asked each time, since interfaces come and go
     */
    public LocalNode(NodeType type, String alias, int id, int udpPort, int tcpPort, Supplier<List<NicAddress>> nics) {
        this.type = type;
        this.alias = alias;
        this.id = id;
        this.udpPort = udpPort;
        this.tcpPort = tcpPort;
        this.nics = nics;
    }

    public NodeType type() {
        return type;
    }

    public String alias() {
        return alias;
    }

    /** Numeric ID; 0 before registration. */
    public int id() {
        return id;
    }

    public void registered(int newId) {
        id = newId;
    }

    public List<NicAddress> nics() {
        return nics.get();
    }

    public NodeInfo info() {
        return new NodeInfo(alias, nics.get(), id, udpPort, tcpPort, type.number());
    }

    /** @param ackId "" = no acknowledgment wanted */
    public Heartbeat heartbeat(RootOwner root, String ackId) {
        return new Heartbeat(0, 0, type.number(), alias, ackId, id, root.id(), root.mirrored(), udpPort, tcpPort, nics.get());
    }

    public RegisterNode registration(RootOwner root) {
        return new RegisterNode(0, 0, alias, nics.get(), type.number(), id, root.id(), root.mirrored(), udpPort, tcpPort);
    }
}
