/**
 * What may be done with names, files and directories, and what follows from it: the rules of POSIX
 * and of spec meta §4, without the network. Operations are classes over one {@code Volume}; each
 * takes its locks at once, checks, changes the store with one atomic update, and only then the state
 * in memory. What storage targets must do afterwards is returned, not done.
 */
@Export
@Version("0.1.0")
package org.apiaryfs.meta.namespace;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
