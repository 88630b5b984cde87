/**
 * What a node knows of its cluster, and how it reaches the others: discovery of the management
 * server, downloads from it, notifications, requests to nodes and targets.
 */
@Export
@Version("0.1.0")
package org.apiaryfs.cluster;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
