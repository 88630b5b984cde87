/** Quota rounds: whose usage is asked for, who exceeds which limit, and who is told (spec mgmtd §8, §10.9). */
package org.apiaryfs.mgmt.internal.quota;
