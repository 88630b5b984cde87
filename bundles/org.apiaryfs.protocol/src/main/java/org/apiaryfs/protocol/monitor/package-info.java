/** Messages about load and usage, for monitoring and administration (spec storage §9, §10). */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.monitor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
