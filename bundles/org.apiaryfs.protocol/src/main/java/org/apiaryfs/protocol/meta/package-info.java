/** Messages that metadata servers take: names, attributes, directories, and what they tell each other. */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.meta;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
