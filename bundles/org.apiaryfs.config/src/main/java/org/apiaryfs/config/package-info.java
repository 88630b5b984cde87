/** Configuration in BeeGFS style: {@code key = value} files, command-line overrides, typed keys. */
@Export
@Version("0.1.0")
package org.apiaryfs.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
