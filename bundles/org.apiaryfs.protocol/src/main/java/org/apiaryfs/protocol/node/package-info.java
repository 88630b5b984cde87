/** Messages about nodes, targets, groups, states, capacities, pools and quota (spec mgmtd §3 to §9). */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.node;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
