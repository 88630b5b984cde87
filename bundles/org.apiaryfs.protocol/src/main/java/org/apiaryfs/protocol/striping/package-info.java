/** Arithmetic of files that are spread over several targets. */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.striping;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
