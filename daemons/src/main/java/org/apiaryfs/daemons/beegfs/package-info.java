/** The command line of BeeGFS's control tool, mode by mode: same options, same columns (spec admin §1 to §3). */
package org.apiaryfs.daemons.beegfs;
