/**
 * Streams, datagrams and request retries between nodes: connections, pools, servers and the network
 * interfaces that they use. Nothing here names a network library's channel, so that other byte streams
 * (RDMA) can implement the same interfaces.
 */
@Export
@Version("0.1.0")
package org.apiaryfs.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
