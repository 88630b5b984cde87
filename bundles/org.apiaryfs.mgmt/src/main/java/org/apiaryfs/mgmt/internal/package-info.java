/** The management service's parts that meet the outside: who owns the state, who is told, what recurs. */
package org.apiaryfs.mgmt.internal;
