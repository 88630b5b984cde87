/** Messages, their envelope and the tables of message numbers and error codes. */
@Export
@Version("0.1.0")
package org.apiaryfs.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
