/** Messages about chunk files: data, attributes, and the resynchronisation of mirrors. */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.storage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
