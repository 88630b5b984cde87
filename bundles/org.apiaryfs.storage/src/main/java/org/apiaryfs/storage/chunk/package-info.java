/** Chunk files of one storage target: BeeGFS's directory layout on a POSIX file system. */
@Export
@Version("0.1.0")
package org.apiaryfs.storage.chunk;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
