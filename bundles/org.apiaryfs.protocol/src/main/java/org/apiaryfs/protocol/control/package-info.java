/** Messages about the connection itself (spec framing §6.2). */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
