/** Hashes and identifiers: entry IDs, file handles, authentication, chunk paths. */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.id;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
