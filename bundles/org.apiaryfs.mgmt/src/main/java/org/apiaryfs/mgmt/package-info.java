/**
 * The management service: who is in the cluster, under which numbers, who is reachable, where there is
 * room. See {@link org.apiaryfs.mgmt.MgmtService}.
 */
@Export
@Version("0.1.0")
package org.apiaryfs.mgmt;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
