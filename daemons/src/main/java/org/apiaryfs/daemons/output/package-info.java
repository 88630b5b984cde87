/** How the command lines show things: tables, JSON, units. */
package org.apiaryfs.daemons.output;
