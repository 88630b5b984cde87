package org.apiaryfs.admin;

/**
 * Where a stream to a server leads. Immutable.
 *
 * @param address address and port
 * @param kind "TCP" or "RDMA"
 * @param fallback true if an interface that the server prefers didn't work
 */
public record StreamRoute(String address, String kind, boolean fallback) {
    /** Reads what a connection says of its peer: {@code ADDRESS:PORT (KIND)}. */
    static StreamRoute parse(String peer, boolean fallback) {
        int blank = peer.indexOf(" (");
        return blank < 0 ? new StreamRoute(peer, "TCP", fallback)
                : new StreamRoute(peer.substring(0, blank), peer.substring(blank + 2, peer.length() - 1), fallback);
    }
}
