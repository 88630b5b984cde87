/** The storage service: chunks of files on the targets of one server. */
@Export
@Version("0.1.0")
package org.apiaryfs.storage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
