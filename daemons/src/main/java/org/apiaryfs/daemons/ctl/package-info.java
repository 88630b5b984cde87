/** The command line of a cluster, one class per command. */
package org.apiaryfs.daemons.ctl;
