/** A whole cluster on this machine: up, down, status. */
package org.apiaryfs.daemons.local;
