/** The commands apiary-setup-…: stores, configuration files and the order of start on one computer. */
package org.apiaryfs.daemons.setup;
