/** A cluster as administrators see it: connection, snapshots, operations. No printing, no user interface. */
@Export
@Version("0.1.0")
package org.apiaryfs.admin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
