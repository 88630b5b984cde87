/** Messages between kernel client and helper daemon (spec admin §10). */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol.helper;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
