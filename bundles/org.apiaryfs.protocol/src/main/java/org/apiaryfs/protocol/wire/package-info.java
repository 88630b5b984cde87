/** Primitives of the wire format: bounded reading and writing of little-endian fields. */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
