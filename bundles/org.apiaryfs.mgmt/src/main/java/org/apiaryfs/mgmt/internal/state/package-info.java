/**
 * What mgmtd knows and the rules by which it changes: immutable values and pure functions, without
 * threads, clocks or input and output. A rule works on a {@link org.apiaryfs.mgmt.internal.state.Draft}
 * of the next state; what becomes of the draft is its caller's affair.
 */
package org.apiaryfs.mgmt.internal.state;
