/** The file system as a client sees it: membership in the cluster, names, open files, striped data. */
@Export
@Version("0.1.0")
package org.apiaryfs.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
