/** Measures what the disks of targets give, without network and clients. */
package org.apiaryfs.storage.benchmark;
