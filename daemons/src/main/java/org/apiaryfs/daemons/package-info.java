/** The programs: daemons, the cluster on one machine, the command line. Nobody's library. */
package org.apiaryfs.daemons;
