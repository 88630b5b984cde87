/** The metadata service: its configuration and life. Run by the daemon, or in-process by tests. */
@Export
@Version("0.1.0")
package org.apiaryfs.meta;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
