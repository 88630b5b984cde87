package org.apiaryfs.protocol.model;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * An address of a node (spec framing §4.1). Immutable.
 *
 * @param ip IPv4 address in network byte order, the first octet in the highest byte
 * @param name interface name, at most 15 bytes
 * @param type {@link #STANDARD}, {@link #SDP}, {@link #RDMA}, or a number to be skipped
 */
public record NicAddress(int ip, String name, int type) {
    /** TCP and UDP. */
    public static final int STANDARD = 0;
    public static final int SDP = 1;
    public static final int RDMA = 2;
    /** Bytes on the wire. */
    public static final int SIZE = 24;

    public static NicAddress standard(Inet4Address address, String name) {
        byte[] b = address.getAddress();
        return new NicAddress((b[0] & 255) << 24 | (b[1] & 255) << 16 | (b[2] & 255) << 8 | b[3] & 255, name, STANDARD);
    }

    public InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) (ip >> 24), (byte) (ip >> 16), (byte) (ip >> 8), (byte) ip});
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }

    public static NicAddress read(WireReader in) throws WireFormatException {
        int ip = Integer.reverseBytes(in.u32());
        String name = in.fixedStr(16);
        int type = in.u8();
        in.skip(3);
        return new NicAddress(ip, name, type);
    }

    public static void write(WireWriter out, NicAddress nic) {
        out.u32(Integer.reverseBytes(nic.ip));
        out.fixedStr(nic.name, 16);
        out.u8(nic.type);
        out.zeros(3);
    }
}
