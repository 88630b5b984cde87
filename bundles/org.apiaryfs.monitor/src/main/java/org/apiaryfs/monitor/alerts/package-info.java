/** Who is told of a cluster's problems, when, and by which way. */
@Export
@Version("0.1.0")
package org.apiaryfs.monitor.alerts;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
