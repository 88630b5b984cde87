/** The log of file events: what clients report of changes, written to whoever listens at a local socket (spec meta §4.11). */
package org.apiaryfs.meta.events;
