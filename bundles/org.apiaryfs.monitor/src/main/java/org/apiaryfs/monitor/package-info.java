/** A cluster watched over time: live load, history on disk, problems with explanations. No printing, no user interface. */
@Export
@Version("0.1.0")
package org.apiaryfs.monitor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
