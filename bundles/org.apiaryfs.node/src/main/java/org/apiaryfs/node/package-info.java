/**
 * What every daemon shares: its store directory and identity, common configuration keys, life
 * cycle, the work towards the management server, metrics.
 */
@Export
@Version("0.1.0")
package org.apiaryfs.node;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
