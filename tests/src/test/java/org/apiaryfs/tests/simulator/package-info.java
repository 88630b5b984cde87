/** Large clusters without disks: nodes that are members of a cluster and answer what tools ask, many in one process. */
package org.apiaryfs.tests.simulator;
