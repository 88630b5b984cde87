/** Messages about open files and locks that metadata servers take. */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
