/** Composite types that several messages share. */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
