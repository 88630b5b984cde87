/** Messages and records of file system checks. */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.fsck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
