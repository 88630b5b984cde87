/** What clients have open on the targets of a storage server. */
@Export
@Version("0.1.0")
package org.apiaryfs.storage.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
