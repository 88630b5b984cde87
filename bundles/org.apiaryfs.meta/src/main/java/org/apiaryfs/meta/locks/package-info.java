/** The three sets of advisory locks that a file has while it is open (spec meta §9). No I/O. */
@Export
@Version("0.1.0")
package org.apiaryfs.meta.locks;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
